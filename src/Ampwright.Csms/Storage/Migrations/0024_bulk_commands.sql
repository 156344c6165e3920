-- One command for many stations. Each station's part is an ordinary command.
CREATE TABLE bulk_commands (
  bulk_id INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Running', 'Paused', 'Stopped', 'Cancelled', 'Done')),
  detail TEXT,
  concurrency INTEGER NOT NULL,
  stop_on_error_percent INTEGER,
  lifetime_seconds INTEGER NOT NULL,
  waits_for_station BOOLEAN NOT NULL,
  -- How many of its stations are where.
  waiting_count INTEGER NOT NULL,
  open_count INTEGER NOT NULL DEFAULT 0,
  succeeded_count INTEGER NOT NULL DEFAULT 0,
  failed_count INTEGER NOT NULL DEFAULT 0,
  skipped_count INTEGER NOT NULL DEFAULT 0,
  -- The failures and ends that a resume has forgiven.
  forgiven_failures INTEGER NOT NULL DEFAULT 0,
  forgiven_ends INTEGER NOT NULL DEFAULT 0,
  requested_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;

CREATE TABLE bulk_targets (
  bulk_id INTEGER NOT NULL REFERENCES bulk_commands,
  station_id INTEGER NOT NULL REFERENCES stations,
  state TEXT NOT NULL CHECK (state IN ('Waiting', 'Open', 'Succeeded', 'Failed', 'Skipped')),
  command_id INTEGER,
  detail TEXT,
  PRIMARY KEY (bulk_id, station_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_targets_by_state ON bulk_targets (bulk_id, state);

ALTER TABLE commands ADD COLUMN bulk_id INTEGER;

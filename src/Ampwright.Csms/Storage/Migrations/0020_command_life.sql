-- Commands: more ends, raw ones, who may replace whom, and repeats of one request. The table is made anew, because a CHECK cannot be changed.

CREATE TABLE commands_anew (
  command_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  action TEXT NOT NULL,
  -- Secrets are masked here; they live in memory until sent.
  request TEXT NOT NULL,
  holds_secret BOOLEAN NOT NULL,
  -- The caller's own payload, sent as it is.
  raw BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Queued', 'Sent', 'Answered', 'Refused', 'TimedOut', 'Expired', 'Failed', 'Superseded', 'Cancelled')),
  requested_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  -- A newer command with the same action and target replaces this one while it waits; null: none may.
  target TEXT,
  superseded_by INTEGER,
  -- The connection it must leave on; null: it waits for the station.
  only_epoch INTEGER,
  -- What the caller named the request, and a hash of it: the same again is not a second command.
  idempotency_key TEXT,
  idempotency_hash BLOB,
  message_id TEXT,
  sent_at TEXT,
  finished_at TEXT,
  answer TEXT,
  answer_status TEXT,
  error_code TEXT,
  error_text TEXT
) STRICT;

INSERT INTO commands_anew (command_id, station_id, action, request, holds_secret, raw, state, requested_by, created_at, expires_at, message_id,
  sent_at, finished_at, answer, answer_status, error_code, error_text)
SELECT command_id, station_id, action, request, holds_secret, FALSE, state, requested_by, created_at, expires_at, message_id,
  sent_at, finished_at, answer, answer_status, error_code, error_text
FROM commands;

DROP TABLE commands;
ALTER TABLE commands_anew RENAME TO commands;

CREATE INDEX commands_of_station ON commands (station_id, command_id);
CREATE INDEX commands_queued ON commands (station_id) WHERE state = 'Queued';
CREATE INDEX commands_open ON commands (state, expires_at) WHERE state IN ('Queued', 'Sent');
CREATE UNIQUE INDEX commands_idempotency ON commands (requested_by, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- The CSMS sends this station nothing that nobody asked for.
ALTER TABLE stations ADD COLUMN no_unsolicited_calls BOOLEAN NOT NULL DEFAULT FALSE;

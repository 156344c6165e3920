-- Firmware files, which lie in the data folder; the certificates they are signed with; the updates with their whole life.
CREATE TABLE firmware_files (
  firmware_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  vendor TEXT,
  model TEXT,
  shelf_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  uploaded_at TEXT NOT NULL,
  uploaded_by TEXT NOT NULL
) STRICT;

CREATE TABLE firmware_signers (
  signer_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  certificate TEXT NOT NULL,
  key_sealed BLOB NOT NULL,
  pkcs1 BOOLEAN NOT NULL,
  subject TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL
) STRICT;

-- firmware_id NULL: the operator gave an address of his own. link_hash: the way to the file, while there is one.
CREATE TABLE firmware_updates (
  update_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  firmware_id INTEGER,
  file_name TEXT,
  version TEXT,
  sha256 TEXT,
  signed BOOLEAN NOT NULL,
  request_id INTEGER,
  state TEXT NOT NULL CHECK (state IN ('Requested', 'Accepted', 'Running', 'Installed', 'Failed', 'Refused', 'TimedOut', 'Superseded', 'Cancelled')),
  status TEXT,
  status_at TEXT,
  why TEXT,
  command_id INTEGER NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  retrieve_at TEXT NOT NULL,
  install_at TEXT,
  answered_at TEXT,
  fetched_at TEXT,
  ended_at TEXT,
  patience_seconds INTEGER NOT NULL,
  due_at TEXT,
  link_hash TEXT,
  link_needs_tls BOOLEAN NOT NULL DEFAULT FALSE
) STRICT;
CREATE INDEX firmware_updates_of ON firmware_updates (station_id, update_id);
CREATE INDEX firmware_updates_command ON firmware_updates (command_id);
CREATE INDEX firmware_updates_due ON firmware_updates (due_at) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX firmware_updates_link ON firmware_updates (link_hash) WHERE link_hash IS NOT NULL;

CREATE TABLE firmware_update_statuses (
  update_id INTEGER NOT NULL REFERENCES firmware_updates,
  position INTEGER NOT NULL,
  at TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (update_id, position)
) STRICT, WITHOUT ROWID;

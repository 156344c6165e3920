-- What stations were asked to upload, with the files that came; they lie in the data folder. link_hash: the way in, while there is one.
CREATE TABLE log_uploads (
  upload_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  kind TEXT NOT NULL CHECK (kind IN ('Diagnostics', 'DiagnosticsLog', 'SecurityLog')),
  elsewhere BOOLEAN NOT NULL,
  request_id INTEGER,
  oldest_at TEXT,
  latest_at TEXT,
  state TEXT NOT NULL CHECK (state IN ('Requested', 'Accepted', 'Uploading', 'Uploaded', 'Failed', 'Refused', 'TimedOut', 'Superseded', 'Cancelled')),
  status TEXT,
  status_at TEXT,
  why TEXT,
  command_id INTEGER NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  answered_at TEXT,
  announced_name TEXT,
  file_name TEXT,
  shelf_name TEXT,
  bytes INTEGER,
  sha256 TEXT,
  received_at TEXT,
  removed_at TEXT,
  ended_at TEXT,
  patience_seconds INTEGER NOT NULL,
  due_at TEXT,
  link_hash TEXT,
  link_needs_tls BOOLEAN NOT NULL DEFAULT FALSE
) STRICT;
CREATE INDEX log_uploads_of ON log_uploads (station_id, upload_id);
CREATE INDEX log_uploads_command ON log_uploads (command_id);
CREATE INDEX log_uploads_due ON log_uploads (due_at) WHERE ended_at IS NULL;
CREATE INDEX log_uploads_files ON log_uploads (received_at) WHERE shelf_name IS NOT NULL;
CREATE UNIQUE INDEX log_uploads_link ON log_uploads (link_hash) WHERE link_hash IS NOT NULL;

-- What a station's configuration keys were when it last told them, and what was last written to them. Secrets are masked.
CREATE TABLE configuration_keys (
  station_id INTEGER NOT NULL REFERENCES stations,
  name_key TEXT NOT NULL,
  name TEXT NOT NULL,
  -- False: the station says that it does not know the key. Null until it was read.
  known BOOLEAN,
  read_only BOOLEAN,
  -- Null: not set, or not read yet.
  value TEXT,
  read_at TEXT,
  written_value TEXT,
  -- As the station answered the last write: Accepted, RebootRequired, Rejected, NotSupported.
  write_status TEXT,
  written_at TEXT,
  PRIMARY KEY (station_id, name_key)
) STRICT, WITHOUT ROWID;

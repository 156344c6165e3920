-- Every frame that crossed a station's connection, secrets masked. Written off the stations' path; the oldest rows go by age and size.
-- No reference to stations: these rows never outlive theirs, and checking each insert costs more than the insert.
CREATE TABLE messages (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  station_id INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('FromStation', 'ToStation')),
  kind TEXT NOT NULL,
  -- An answer carries the action of its CALL, where that is known.
  action TEXT,
  message_id TEXT,
  epoch INTEGER NOT NULL,
  -- Size on the wire.
  bytes INTEGER NOT NULL,
  frame TEXT NOT NULL,
  -- How many characters of a very long frame were kept; NULL: all.
  cut_after INTEGER,
  findings TEXT,
  -- Frames of this connection that were lost to pressure just before this one.
  lost_before INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_of_station ON messages (station_id, sequence);
CREATE INDEX messages_by_time ON messages (at, sequence);

-- What a model deviates in; path without list positions.
CREATE TABLE model_findings (
  vendor TEXT NOT NULL,
  model TEXT NOT NULL,
  firmware TEXT NOT NULL,
  action TEXT NOT NULL,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  times INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  last_text TEXT NOT NULL,
  last_station TEXT NOT NULL,
  PRIMARY KEY (vendor, model, firmware, action, kind, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_log_off (
  station_id INTEGER PRIMARY KEY REFERENCES stations,
  since TEXT NOT NULL
) STRICT;

-- The availability last asked for, per connector: a station may carry it out only after the running transaction.
CREATE TABLE availability_changes (
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  wanted TEXT NOT NULL CHECK (wanted IN ('Operative', 'Inoperative')),
  state TEXT NOT NULL CHECK (state IN ('Accepted', 'Scheduled', 'Done')),
  command_id INTEGER NOT NULL,
  answered_at TEXT NOT NULL,
  done_at TEXT,
  PRIMARY KEY (station_id, connector_id)
) STRICT, WITHOUT ROWID;

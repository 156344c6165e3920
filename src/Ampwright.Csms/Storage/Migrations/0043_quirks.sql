-- What is known of a station's model: taken from the data files when it boots, gone when its firmware no longer matches.
CREATE TABLE station_quirks (
  station_id INTEGER NOT NULL REFERENCES stations,
  quirk TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY (station_id, quirk)
) STRICT, WITHOUT ROWID;

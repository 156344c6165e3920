-- Where stations stood before, each until a moment; where one stands now its record says.
CREATE TABLE station_moves (
  station_id INTEGER NOT NULL REFERENCES stations,
  site_id INTEGER NOT NULL,
  from_at TEXT,
  until_at TEXT NOT NULL,
  PRIMARY KEY (station_id, until_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX station_moves_from ON station_moves (site_id);

-- When sites were open before their hours were changed, each until a moment.
CREATE TABLE past_opening_hours (
  site_id INTEGER NOT NULL,
  until_at TEXT NOT NULL,
  opening_hours TEXT NOT NULL,
  PRIMARY KEY (site_id, until_at)
) STRICT, WITHOUT ROWID;

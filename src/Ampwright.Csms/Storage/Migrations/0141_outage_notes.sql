-- What persons say of outages: why a port was out, or that it was although it showed nothing.
CREATE TABLE outage_notes (
  note_id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- A site, a station, or one connector of it.
  site_id INTEGER,
  station_id INTEGER REFERENCES stations,
  connector_id INTEGER,
  from_at TEXT NOT NULL,
  -- Null: it goes on.
  until_at TEXT,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  CHECK ((site_id IS NULL) <> (station_id IS NULL)),
  CHECK (connector_id IS NULL OR station_id IS NOT NULL)
) STRICT;
CREATE INDEX outage_notes_of_station ON outage_notes (station_id);
CREATE INDEX outage_notes_of_site ON outage_notes (site_id);

-- What is told of a site to everybody, and when it is open.
CREATE TABLE site_publications (
  site_id INTEGER PRIMARY KEY,
  open_data BOOLEAN NOT NULL,
  -- As 'mon,tue 08:00-18:00', in the site's time; empty: always.
  opening_hours TEXT NOT NULL,
  postal_code TEXT,
  city TEXT,
  -- ISO 3166-1 alpha-3.
  country TEXT,
  latitude TEXT,
  longitude TEXT,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

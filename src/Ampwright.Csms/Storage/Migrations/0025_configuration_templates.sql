-- Named sets of configuration values, and which station is to have which.
CREATE TABLE configuration_templates (
  template_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE configuration_template_keys (
  template_id INTEGER NOT NULL REFERENCES configuration_templates ON DELETE CASCADE,
  name_key TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (template_id, name_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE configuration_template_stations (
  station_id INTEGER NOT NULL REFERENCES stations,
  template_id INTEGER NOT NULL REFERENCES configuration_templates ON DELETE CASCADE,
  PRIMARY KEY (station_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX configuration_template_stations_of ON configuration_template_stations (template_id);

-- A reading of many keys, a few at a time. Names are separated by line ends.
CREATE TABLE configuration_readings (
  station_id INTEGER NOT NULL REFERENCES stations,
  command_id INTEGER NOT NULL,
  remaining TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  started_at TEXT NOT NULL,
  PRIMARY KEY (station_id)
) STRICT, WITHOUT ROWID;

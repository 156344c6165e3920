-- Profiles to choose from; those that each station holds; what stations said about their schedules, beside what follows from these.
CREATE TABLE charging_profiles (
  library_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  profile TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE installed_profiles (
  station_id INTEGER NOT NULL REFERENCES stations,
  charging_profile_id INTEGER NOT NULL,
  request TEXT NOT NULL,
  transaction_id INTEGER,
  installed_at TEXT NOT NULL,
  command_id INTEGER NOT NULL,
  PRIMARY KEY (station_id, charging_profile_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE composite_answers (
  answer_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  seconds INTEGER NOT NULL,
  answered_at TEXT NOT NULL,
  told TEXT NOT NULL,
  computed TEXT,
  differs BOOLEAN NOT NULL,
  difference TEXT,
  command_id INTEGER NOT NULL
) STRICT;
-- A start looks for the remote start that it follows.
CREATE INDEX commands_remote_start ON commands (station_id, command_id) WHERE action = 'RemoteStartTransaction' AND answer_status = 'Accepted';
CREATE INDEX composite_answers_of ON composite_answers (station_id, answer_id);

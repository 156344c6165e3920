-- While a station is to come by a higher security profile, that one opens the door beside the present one.
ALTER TABLE stations ADD COLUMN next_security_profile INTEGER CHECK (next_security_profile BETWEEN 1 AND 3);

-- Upgrades of stations' security profiles with their whole life. unclear: the station may have been told before, and nobody knows what it made of it.
CREATE TABLE security_profile_upgrades (
  upgrade_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  from_profile INTEGER NOT NULL,
  target_profile INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Preparing', 'Switching', 'Done', 'Failed', 'FellBack', 'Cancelled')),
  why TEXT,
  unclear BOOLEAN NOT NULL DEFAULT FALSE,
  reset TEXT NOT NULL CHECK (reset IN ('Hard', 'Soft', 'None')),
  reset_after_seconds INTEGER NOT NULL,
  patience_seconds INTEGER NOT NULL,
  password_given BOOLEAN NOT NULL,
  root_certificate TEXT,
  requested_by TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  switched_at TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX security_profile_upgrades_of ON security_profile_upgrades (station_id, upgrade_id);
CREATE UNIQUE INDEX security_profile_upgrades_open ON security_profile_upgrades (station_id) WHERE ended_at IS NULL;

-- due_at: when the step is to be looked at again, whatever happens until then. deadline_at: when it is given up.
CREATE TABLE security_profile_upgrade_steps (
  upgrade_id INTEGER NOT NULL REFERENCES security_profile_upgrades,
  position INTEGER NOT NULL,
  step TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Waiting', 'Running', 'Done', 'Skipped', 'Failed')),
  detail TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  command_id INTEGER,
  began_at TEXT,
  due_at TEXT,
  deadline_at TEXT,
  ended_at TEXT,
  PRIMARY KEY (upgrade_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX security_profile_upgrade_steps_command ON security_profile_upgrade_steps (command_id) WHERE command_id IS NOT NULL;
CREATE INDEX security_profile_upgrade_steps_due ON security_profile_upgrade_steps (due_at) WHERE state = 'Running';

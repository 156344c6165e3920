-- Who may charge where and when: drivers, the groups they are in, the rules for groups, and what a site does where no rule speaks.

-- KnownTags: every known tag may charge. GroupsWithRule: only tags of drivers in a group for which a rule holds.
ALTER TABLE sites ADD COLUMN default_policy TEXT NOT NULL DEFAULT 'KnownTags' CHECK (default_policy IN ('KnownTags', 'GroupsWithRule'));
-- Free charging: tags that nobody knows may charge too.
ALTER TABLE sites ADD COLUMN unknown_tags TEXT NOT NULL DEFAULT 'Refused' CHECK (unknown_tags IN ('Refused', 'Accepted'));
-- Null: as the site does.
ALTER TABLE stations ADD COLUMN unknown_tags TEXT CHECK (unknown_tags IN ('Refused', 'Accepted'));

CREATE TABLE drivers (
  driver_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  contact TEXT,
  note TEXT,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX drivers_by_name ON drivers (name_key);

CREATE TABLE driver_groups (
  group_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  -- What OCPP calls the parent: told for tags of members that have none of their own.
  parent_id_tag TEXT,
  one_transaction_at_a_time BOOLEAN NOT NULL,
  note TEXT,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE group_members (
  driver_id INTEGER NOT NULL REFERENCES drivers ON DELETE CASCADE,
  group_id INTEGER NOT NULL REFERENCES driver_groups,
  PRIMARY KEY (driver_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_by_group ON group_members (group_id);

CREATE TABLE charging_rules (
  rule_id INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id INTEGER NOT NULL REFERENCES driver_groups,
  -- Both null: everywhere.
  site_id INTEGER REFERENCES sites,
  station_id INTEGER REFERENCES stations,
  -- As 'mon,tue 08:00-18:00;sat 22:00-06:00', in the site's time; empty: always.
  windows TEXT NOT NULL,
  valid_from TEXT,
  valid_until TEXT,
  note TEXT,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  CHECK (site_id IS NULL OR station_id IS NULL)
) STRICT;
CREATE INDEX charging_rules_of_group ON charging_rules (group_id);

ALTER TABLE id_tags ADD COLUMN driver_id INTEGER REFERENCES drivers;
ALTER TABLE id_tags ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX id_tags_of_driver ON id_tags (driver_id);

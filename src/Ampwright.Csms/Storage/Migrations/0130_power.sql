-- How the power of sites is limited and shared. Currents are in tenths of an ampere.

CREATE TABLE power_plans (
  site_id INTEGER PRIMARY KEY REFERENCES sites,
  plan TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;

-- The newest reading of what a building beside its stations draws on each phase; below 0 it feeds in.
CREATE TABLE building_loads (
  site_id INTEGER PRIMARY KEY REFERENCES sites,
  l1 INTEGER NOT NULL,
  l2 INTEGER NOT NULL,
  l3 INTEGER NOT NULL,
  measured_at TEXT NOT NULL
) STRICT;

-- What a session was promised to have received when its car departs.
CREATE TABLE charging_goals (
  transaction_id INTEGER PRIMARY KEY REFERENCES transactions,
  energy_wh INTEGER NOT NULL,
  departs_at TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_at TEXT NOT NULL
) STRICT;

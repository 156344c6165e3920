-- The vehicles of drivers.

CREATE TABLE vehicles (
  vehicle_id INTEGER PRIMARY KEY AUTOINCREMENT,
  driver_id INTEGER NOT NULL REFERENCES drivers,
  name TEXT NOT NULL,
  plate TEXT,
  battery_wh INTEGER CHECK (battery_wh > 0),
  -- What it draws at most of alternating current, in A per phase, and on how many phases.
  max_current INTEGER CHECK (max_current > 0),
  phases INTEGER CHECK (phases BETWEEN 1 AND 3),
  note TEXT,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX vehicles_of_driver ON vehicles (driver_id, vehicle_id);

-- The seeded demonstration: when it was made, and what is of it. What hangs on that, sessions, bookings, decisions, goes with it.

CREATE TABLE demonstration (
  demonstration_id INTEGER PRIMARY KEY,
  -- In the machine's own time; the history it tells of ends then.
  made_at TEXT NOT NULL,
  history_from TEXT NOT NULL,
  -- All events up to this one are the demonstration's; NULL: its making was broken off.
  last_event INTEGER
) STRICT;

-- Kind: Site, Station, Group, Driver or Tariff, with its number.
CREATE TABLE demonstration_parts (
  kind TEXT NOT NULL,
  part_id INTEGER NOT NULL,
  PRIMARY KEY (kind, part_id)
) STRICT, WITHOUT ROWID;

-- The books of a demonstration's site may go, with the site; no others.
DROP TRIGGER price_entries_are_never_removed;
CREATE TRIGGER price_entries_are_never_removed BEFORE DELETE ON price_entries
WHEN NOT EXISTS (SELECT 1 FROM demonstration_parts d WHERE d.kind = 'Site' AND d.part_id = OLD.site_id)
BEGIN SELECT RAISE(ABORT, 'the book of prices is append-only'); END;

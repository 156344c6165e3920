-- Holding a card to a station to make it known: one station, a short time, the first card that nobody knows.

CREATE TABLE card_learnings (
  learning_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  begun_at TEXT NOT NULL,
  begun_by TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  -- Cancelled, or another one took its place.
  cancelled_at TEXT,
  id_tag TEXT,
  id_tag_key TEXT,
  found_at TEXT,
  bound_at TEXT
) STRICT;
CREATE INDEX card_learnings_open ON card_learnings (station_id, learning_id) WHERE cancelled_at IS NULL AND bound_at IS NULL;

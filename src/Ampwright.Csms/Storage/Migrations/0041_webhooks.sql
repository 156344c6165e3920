-- Who is told of changes, and how far each has been told: all up to the position is delivered, skipped or a dead letter.
CREATE TABLE webhooks (
  webhook_id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  -- Encrypted with a key that is not in the database.
  secret_sealed BLOB NOT NULL,
  -- Separated by commas; empty: all.
  kinds TEXT NOT NULL,
  -- A station's identity and its folded form; null: all.
  station TEXT,
  station_key TEXT,
  paused_at TEXT,
  position INTEGER NOT NULL,
  refusals INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  next_try_at TEXT,
  last_error TEXT,
  last_failure_at TEXT,
  last_delivery_at TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
) STRICT;

-- Events that were given up, as they were to be sent.
CREATE TABLE webhook_dead_letters (
  dead_letter_id INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook_id INTEGER NOT NULL REFERENCES webhooks,
  sequence INTEGER NOT NULL,
  kind TEXT NOT NULL,
  station TEXT,
  body TEXT NOT NULL,
  error TEXT NOT NULL,
  died_at TEXT NOT NULL,
  resend_at TEXT,
  UNIQUE (webhook_id, sequence)
) STRICT;
CREATE INDEX webhook_dead_letters_to_send ON webhook_dead_letters (webhook_id, dead_letter_id) WHERE resend_at IS NOT NULL;

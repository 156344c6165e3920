-- Codes by which somebody without a card starts one session at one connector. Only their hashes are kept.

CREATE TABLE start_codes (
  start_code_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  code_hash TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  -- Not used by then it is worth nothing.
  expires_at TEXT NOT NULL,
  -- A newer code of the connector took its place, or somebody took it back.
  withdrawn_at TEXT,
  used_at TEXT,
  -- The tag that was made for its session, and until when the session must have begun.
  id_tag TEXT,
  id_tag_key TEXT UNIQUE,
  begin_by TEXT,
  command_id INTEGER,
  transaction_id INTEGER UNIQUE
) STRICT;
CREATE INDEX start_codes_unused ON start_codes (expires_at) WHERE used_at IS NULL;
CREATE INDEX start_codes_of_station ON start_codes (station_id, start_code_id);

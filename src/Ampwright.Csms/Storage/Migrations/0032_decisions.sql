-- Why an id tag was accepted or refused: what was looked at, what decided, and what the station was told.
CREATE TABLE authorization_decisions (
  decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  station_id INTEGER NOT NULL REFERENCES stations,
  action TEXT NOT NULL,
  id_tag TEXT NOT NULL,
  id_tag_key TEXT NOT NULL,
  transaction_id INTEGER,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  rule_id INTEGER,
  parent_id_tag TEXT,
  expires_at TEXT,
  inputs TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_of_station ON authorization_decisions (station_id, decision_id);
CREATE INDEX decisions_of_tag ON authorization_decisions (id_tag_key, decision_id);
CREATE INDEX decisions_of_transaction ON authorization_decisions (transaction_id) WHERE transaction_id IS NOT NULL;

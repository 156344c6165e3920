-- What stations reported of their security (whitepaper A04).
CREATE TABLE security_events (
  security_event_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  type TEXT NOT NULL,
  critical BOOLEAN NOT NULL,
  happened_at TEXT NOT NULL,
  tech_info TEXT,
  received_at TEXT NOT NULL
) STRICT;
CREATE INDEX security_events_of ON security_events (station_id, security_event_id);
CREATE INDEX security_events_received ON security_events (received_at);

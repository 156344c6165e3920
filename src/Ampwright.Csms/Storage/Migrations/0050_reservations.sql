-- Reservations with their whole life. A station knows reservation_id; row_id is ours, since ids may come again.
CREATE TABLE reservations (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  reservation_id INTEGER NOT NULL,
  connector_id INTEGER NOT NULL,
  id_tag TEXT NOT NULL,
  id_tag_key TEXT NOT NULL,
  parent_id_tag TEXT,
  expires_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Requested', 'Active', 'Refused', 'Used', 'Expired', 'Cancelled', 'Replaced', 'Lost')),
  command_id INTEGER NOT NULL,
  cancel_command_id INTEGER,
  requested_by TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  answered_at TEXT,
  shown_on INTEGER,
  ended_at TEXT,
  transaction_id INTEGER,
  why TEXT
) STRICT;
CREATE INDEX reservations_open ON reservations (station_id) WHERE state IN ('Requested', 'Active');
CREATE INDEX reservations_due ON reservations (expires_at) WHERE state IN ('Requested', 'Active');
CREATE INDEX reservations_of ON reservations (station_id, reservation_id);
CREATE INDEX reservations_command ON reservations (command_id);

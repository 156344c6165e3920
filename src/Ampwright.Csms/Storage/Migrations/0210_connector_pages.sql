-- The page of a connector that the QR code on it leads to, and who is known there: a driver who signed in, or a guest with a start code.

CREATE TABLE connector_pages (
  -- In the address. No secret: it stands on the station. It tells nothing of it, and cannot be counted through.
  code TEXT PRIMARY KEY,
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  UNIQUE (station_id, connector_id)
) STRICT;

-- By what a driver signs in there. The password is hashed as an account's is.
CREATE TABLE driver_sign_ins (
  name_key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  driver_id INTEGER NOT NULL UNIQUE REFERENCES drivers ON DELETE CASCADE,
  password_hash TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

-- key_hash: SHA-256 of the cookie's value, which itself is not kept.
CREATE TABLE driver_visits (
  key_hash TEXT PRIMARY KEY,
  driver_id INTEGER NOT NULL REFERENCES drivers ON DELETE CASCADE,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX driver_visits_by_driver ON driver_visits (driver_id);

CREATE TABLE guest_visits (
  key_hash TEXT PRIMARY KEY,
  start_code_id INTEGER NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

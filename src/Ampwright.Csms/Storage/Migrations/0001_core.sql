-- Instants are UTC text of fixed width (yyyy-MM-ddTHH:mm:ss.fffffffZ); *_text columns keep what the station wrote.
-- Columns *_key hold a name folded for comparison: identities and id tags are compared without case.

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE stations (
  station_id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  identity_key TEXT NOT NULL UNIQUE,
  boot_policy TEXT NOT NULL CHECK (boot_policy IN ('Accepted', 'Pending', 'Rejected')),
  heartbeat_seconds INTEGER NOT NULL CHECK (heartbeat_seconds > 0),
  retry_seconds INTEGER NOT NULL CHECK (retry_seconds >= 0),
  without_password BOOLEAN NOT NULL,
  accepts_hex_password BOOLEAN NOT NULL,
  no_pong BOOLEAN NOT NULL,
  assumes_subprotocol BOOLEAN NOT NULL,
  password_salt BLOB,
  password_hash BLOB,
  next_password_salt BLOB,
  next_password_hash BLOB,
  vendor TEXT,
  model TEXT,
  serial_number TEXT,
  charge_box_serial_number TEXT,
  firmware_version TEXT,
  iccid TEXT,
  imsi TEXT,
  meter_type TEXT,
  meter_serial_number TEXT,
  registered_at TEXT NOT NULL,
  last_boot_at TEXT,
  -- The lease: who may speak for the station. An epoch is never used twice.
  lease_epoch INTEGER NOT NULL DEFAULT 0,
  lease_connection TEXT,
  connected_at TEXT,
  disconnected_at TEXT,
  removed_at TEXT
) STRICT;

CREATE TABLE connectors (
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  error_code TEXT NOT NULL,
  info TEXT,
  vendor_id TEXT,
  vendor_error_code TEXT,
  status_at TEXT NOT NULL,
  -- A notification stamped earlier than this is history; emptied at every boot, when clocks are set.
  newest_stamp TEXT NOT NULL,
  received_at TEXT NOT NULL,
  PRIMARY KEY (station_id, connector_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE id_tags (
  id_tag_key TEXT PRIMARY KEY,
  id_tag TEXT NOT NULL,
  parent_id_tag TEXT,
  blocked BOOLEAN NOT NULL,
  expires_at TEXT,
  one_transaction_at_a_time BOOLEAN NOT NULL,
  note TEXT,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE transactions (
  transaction_id INTEGER PRIMARY KEY CHECK (transaction_id BETWEEN 1 AND 2147483647),
  sequence INTEGER NOT NULL UNIQUE,
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  id_tag TEXT NOT NULL,
  id_tag_key TEXT NOT NULL,
  meter_start INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  started_text TEXT,
  reservation_id INTEGER,
  -- 0 is the first with this natural key; a later one is a suspect duplicate of it.
  repetition INTEGER NOT NULL DEFAULT 0,
  suspect_duplicate_of INTEGER REFERENCES transactions,
  received_at TEXT NOT NULL,
  verdict TEXT NOT NULL,
  verdict_parent_id_tag TEXT,
  verdict_expires_at TEXT,
  last_meter INTEGER,
  last_power REAL,
  last_meter_at TEXT,
  meter_stop INTEGER,
  stopped_at TEXT,
  stopped_text TEXT,
  stop_reason TEXT,
  stop_id_tag TEXT,
  stop_answer BLOB,
  stop_received_at TEXT
) STRICT;

-- A start is what it says, not the message that carried it: station, connector, tag, instant, meter.
CREATE UNIQUE INDEX transactions_natural_key
  ON transactions (station_id, connector_id, id_tag_key, started_at, meter_start, repetition);
CREATE INDEX transactions_open ON transactions (station_id, connector_id) WHERE stop_received_at IS NULL;
CREATE INDEX transactions_open_by_tag ON transactions (id_tag_key) WHERE stop_received_at IS NULL;

CREATE TABLE transaction_flags (
  transaction_id INTEGER NOT NULL REFERENCES transactions,
  flag TEXT NOT NULL,
  detail TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  PRIMARY KEY (transaction_id, flag)
) STRICT, WITHOUT ROWID;

CREATE TABLE meter_values (
  meter_value_id INTEGER PRIMARY KEY,
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  -- 0: belongs to no transaction we know.
  transaction_id INTEGER NOT NULL,
  sampled_at TEXT NOT NULL,
  sampled_text TEXT,
  received_at TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('MeterValues', 'StopTransaction')),
  content_hash BLOB NOT NULL,
  sampled_values TEXT NOT NULL,
  UNIQUE (station_id, connector_id, transaction_id, sampled_at, content_hash)
) STRICT;
CREATE INDEX meter_values_of_transaction ON meter_values (transaction_id, sampled_at) WHERE transaction_id > 0;

-- What was answered to which transaction message, byte for byte.
CREATE TABLE inbox (
  station_id INTEGER NOT NULL REFERENCES stations,
  direction TEXT NOT NULL,
  message_id TEXT NOT NULL,
  payload_hash BLOB NOT NULL,
  action TEXT NOT NULL,
  answer BLOB NOT NULL,
  received_at TEXT NOT NULL,
  PRIMARY KEY (station_id, direction, message_id, payload_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_age ON inbox (received_at);

-- Transaction messages that were answered but changed no transaction: unknown, foreign or -1 ids, a second and different stop.
CREATE TABLE set_aside_messages (
  set_aside_id INTEGER PRIMARY KEY,
  station_id INTEGER NOT NULL REFERENCES stations,
  action TEXT NOT NULL,
  why TEXT NOT NULL,
  claimed_transaction_id INTEGER,
  message_id TEXT NOT NULL,
  payload_hash BLOB NOT NULL,
  payload TEXT NOT NULL,
  received_at TEXT NOT NULL,
  UNIQUE (station_id, payload_hash)
) STRICT;
CREATE INDEX set_aside_by_station ON set_aside_messages (station_id, received_at);

CREATE TABLE commands (
  command_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  action TEXT NOT NULL,
  -- Secrets are masked here; they live in memory until sent.
  request TEXT NOT NULL,
  holds_secret BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Queued', 'Sent', 'Answered', 'Refused', 'TimedOut', 'Expired', 'Failed')),
  requested_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  message_id TEXT,
  sent_at TEXT,
  finished_at TEXT,
  answer TEXT,
  answer_status TEXT,
  error_code TEXT,
  error_text TEXT
) STRICT;
CREATE INDEX commands_of_station ON commands (station_id, command_id);
CREATE INDEX commands_queued ON commands (station_id) WHERE state = 'Queued';
CREATE INDEX commands_open ON commands (state, expires_at) WHERE state IN ('Queued', 'Sent');

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  station TEXT,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_station ON events (station, sequence);

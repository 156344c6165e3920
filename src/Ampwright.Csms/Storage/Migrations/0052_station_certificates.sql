-- What stations asked to have signed, with what became of it; the rule for it; the roots that stations hold.
CREATE TABLE certificate_policy (
  policy_id INTEGER PRIMARY KEY CHECK (policy_id = 1),
  issuer TEXT NOT NULL CHECK (issuer IN ('BuiltIn', 'External', 'Nobody')),
  checks_subject BOOLEAN NOT NULL,
  valid_days INTEGER NOT NULL,
  organisation TEXT
) STRICT;

CREATE TABLE certificate_requests (
  request_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  csr TEXT NOT NULL,
  csr_hash TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Waiting', 'Issued', 'Installed', 'Refused', 'Failed')),
  issuer TEXT NOT NULL,
  received_at TEXT NOT NULL,
  issued_at TEXT,
  ended_at TEXT,
  chain TEXT,
  serial_number TEXT,
  expires_at TEXT,
  command_id INTEGER,
  warned_days INTEGER,
  why TEXT
) STRICT;
CREATE INDEX certificate_requests_of ON certificate_requests (station_id, csr_hash);
CREATE INDEX certificate_requests_waiting ON certificate_requests (request_id) WHERE state = 'Waiting';
CREATE INDEX certificate_requests_command ON certificate_requests (command_id);

CREATE TABLE installed_certificates (
  station_id INTEGER NOT NULL REFERENCES stations,
  certificate_type TEXT NOT NULL,
  hash_algorithm TEXT NOT NULL,
  issuer_name_hash TEXT NOT NULL,
  issuer_key_hash TEXT NOT NULL,
  serial_number TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (station_id, certificate_type, hash_algorithm, issuer_key_hash, serial_number)
) STRICT, WITHOUT ROWID;

-- A transaction is billable only once it was examined and no case about it is open or closed against it.
ALTER TABLE transactions ADD COLUMN examine_due TEXT;
-- The case that ended it in the station's stead; a stop of the station's own takes its place.
ALTER TABLE transactions ADD COLUMN stop_case_id INTEGER;
UPDATE transactions SET examine_due = received_at
WHERE stop_received_at IS NOT NULL OR transaction_id IN (SELECT transaction_id FROM transaction_flags);
CREATE INDEX transactions_to_examine ON transactions (examine_due) WHERE examine_due IS NOT NULL;
CREATE INDEX transactions_ended_by_case ON transactions (stop_case_id) WHERE stop_case_id IS NOT NULL;

-- The most a station can deliver; the program's default holds for the others.
CREATE TABLE rated_power (
  station_id INTEGER PRIMARY KEY REFERENCES stations,
  watts INTEGER NOT NULL CHECK (watts > 0)
) STRICT;

-- What does not add up. One case of a kind per subject.
CREATE TABLE cases (
  case_id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  station_id INTEGER NOT NULL REFERENCES stations,
  subject TEXT NOT NULL,
  transaction_id INTEGER,
  detail TEXT NOT NULL,
  evidence TEXT NOT NULL,
  seen INTEGER NOT NULL,
  opened_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  closed_at TEXT,
  closed_by TEXT,
  reason TEXT,
  decision TEXT CHECK (decision IN ('Bill', 'DoNotBill')),
  note TEXT,
  -- Once a person reopened it, no rule closes it again.
  reopened_at TEXT,
  UNIQUE (kind, station_id, subject)
) STRICT;
CREATE INDEX cases_open ON cases (case_id) WHERE closed_at IS NULL;
CREATE INDEX cases_of_transaction ON cases (transaction_id) WHERE transaction_id IS NOT NULL;

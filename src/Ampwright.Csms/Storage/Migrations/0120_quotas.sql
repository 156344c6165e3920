-- How much a rule allows in a day, a week or a month, and which sessions count against it.

ALTER TABLE charging_rules ADD COLUMN quota_per TEXT CHECK (quota_per IN ('Day', 'Week', 'Month'));
-- Driver: each driver of the group has it for himself. Group: all of them together.
ALTER TABLE charging_rules ADD COLUMN quota_of TEXT CHECK (quota_of IN ('Driver', 'Group'));
ALTER TABLE charging_rules ADD COLUMN quota_wh INTEGER CHECK (quota_wh > 0);
ALTER TABLE charging_rules ADD COLUMN quota_sessions INTEGER CHECK (quota_sessions > 0);
-- Sessions that run are ended when the energy is used up.
ALTER TABLE charging_rules ADD COLUMN quota_ends_sessions BOOLEAN NOT NULL DEFAULT FALSE;

-- The rule against whose quota a session counts: settled as it starts. The energy stands in the transaction.
CREATE TABLE quota_uses (
  transaction_id INTEGER PRIMARY KEY,
  rule_id INTEGER NOT NULL,
  driver_id INTEGER NOT NULL,
  -- When the session began, or, where the station's clock is not to be believed, when that became known.
  counted_at TEXT NOT NULL,
  -- The station was asked to end it because the energy was used up.
  end_asked_at TEXT
) STRICT;
CREATE INDEX quota_uses_of_rule ON quota_uses (rule_id, counted_at);

-- A quota that was used up, so that it is told once. Driver 0: the group's.
CREATE TABLE quota_ends (
  rule_id INTEGER NOT NULL,
  driver_id INTEGER NOT NULL,
  period_from TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  PRIMARY KEY (rule_id, driver_id, period_from)
) STRICT, WITHOUT ROWID;

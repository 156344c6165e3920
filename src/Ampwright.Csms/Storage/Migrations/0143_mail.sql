-- What accounts are told by mail.
CREATE TABLE mail_subscriptions (
  subscription_id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Gone with the account; its sites say what it may see.
  account TEXT NOT NULL,
  address TEXT NOT NULL,
  -- Separated by commas.
  kinds TEXT NOT NULL,
  station TEXT,
  station_key TEXT,
  pace TEXT NOT NULL CHECK (pace IN ('Soon', 'Hourly', 'Daily', 'Weekly')),
  -- When a daily or weekly one is sent, in minutes since midnight, by a time zone's clock.
  send_minute INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  paused_at TEXT,
  -- The sequence number up to which everything is told.
  position INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  failures INTEGER NOT NULL,
  last_error TEXT,
  last_sent_at TEXT,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX mail_subscriptions_due ON mail_subscriptions (due_at) WHERE paused_at IS NULL;
CREATE INDEX mail_subscriptions_of ON mail_subscriptions (account);

-- Money that is moved by a provider of payments, and every order to it. Amounts are whole smallest units of the currency.

CREATE TABLE payments (
  payment_id INTEGER PRIMARY KEY AUTOINCREMENT,
  provider TEXT NOT NULL,
  -- What the provider knows the payer's card or account by; nothing else of it is here.
  method TEXT NOT NULL,
  site_id INTEGER NOT NULL,
  station_id INTEGER NOT NULL REFERENCES stations,
  id_tag TEXT NOT NULL,
  id_tag_key TEXT NOT NULL,
  -- The session it pays; one session is paid by one payment.
  transaction_id INTEGER UNIQUE,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  authorized INTEGER NOT NULL DEFAULT 0,
  captured INTEGER NOT NULL DEFAULT 0,
  refunded INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('Authorizing', 'Authorized', 'Declined', 'Capturing', 'Captured', 'Releasing', 'Released')),
  made_by TEXT NOT NULL,
  request_key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  made_at TEXT NOT NULL,
  -- Without a session by then it is released.
  expires_at TEXT NOT NULL,
  CHECK (captured <= authorized AND refunded <= captured AND refunded >= 0),
  UNIQUE (made_by, request_key)
) STRICT;
CREATE INDEX payments_waiting ON payments (station_id, id_tag_key) WHERE transaction_id IS NULL;
CREATE INDEX payments_expiring ON payments (expires_at) WHERE transaction_id IS NULL;

-- What the provider is to do. The key says what it is for, so that nothing is asked for twice under two keys.
CREATE TABLE payment_orders (
  order_id INTEGER PRIMARY KEY AUTOINCREMENT,
  payment_id INTEGER NOT NULL REFERENCES payments,
  kind TEXT NOT NULL CHECK (kind IN ('Authorize', 'Capture', 'Release', 'Refund')),
  order_key TEXT NOT NULL UNIQUE,
  amount INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Open', 'Done', 'Declined')),
  provider_reference TEXT,
  why TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL,
  due_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX payment_orders_of ON payment_orders (payment_id);
CREATE INDEX payment_orders_due ON payment_orders (due_at) WHERE state = 'Open';

-- What the provider told by itself: each once.
CREATE TABLE payment_notices (
  provider TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  order_key TEXT NOT NULL,
  outcome TEXT NOT NULL,
  received_at TEXT NOT NULL,
  -- Applied, Repeated (the order had ended so), Contradicts (it had ended otherwise) or UnknownOrder.
  effect TEXT NOT NULL,
  PRIMARY KEY (provider, notice_id)
) STRICT, WITHOUT ROWID;

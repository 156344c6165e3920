-- What sessions cost. Money is kept in whole smallest units of its currency.

CREATE TABLE tariffs (
  tariff_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  note TEXT,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

-- What a tariff says, and from when on. A version is never changed: sessions are priced by it for ever.
CREATE TABLE tariff_versions (
  tariff_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  terms TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  PRIMARY KEY (tariff_id, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tariff_versions_are_never_changed BEFORE UPDATE ON tariff_versions BEGIN SELECT RAISE(ABORT, 'a version of a tariff is never changed'); END;

-- For whom and where a tariff holds. No group: everybody; neither site nor station: everywhere.
CREATE TABLE tariff_assignments (
  assignment_id INTEGER PRIMARY KEY AUTOINCREMENT,
  tariff_id INTEGER NOT NULL REFERENCES tariffs,
  site_id INTEGER REFERENCES sites,
  station_id INTEGER REFERENCES stations,
  group_id INTEGER REFERENCES driver_groups,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL,
  CHECK (site_id IS NULL OR station_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX tariff_assignments_once ON tariff_assignments (coalesce(site_id, 0), coalesce(station_id, 0), coalesce(group_id, 0));

-- By what a transaction is priced: settled as it starts, whatever is changed later.
CREATE TABLE transaction_tariffs (
  transaction_id INTEGER PRIMARY KEY,
  tariff_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  site_id INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  driver_id INTEGER,
  group_id INTEGER,
  -- When its price was to be booked, or booked otherwise, and was not looked at yet.
  book_due TEXT
) STRICT;
CREATE INDEX transaction_tariffs_due ON transaction_tariffs (book_due) WHERE book_due IS NOT NULL;
CREATE INDEX transaction_tariffs_of_tariff ON transaction_tariffs (tariff_id);

-- The book. Nothing in it is ever changed or removed; each entry is a receipt with the next number of its site.
CREATE TABLE price_entries (
  entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
  transaction_id INTEGER NOT NULL REFERENCES transactions,
  kind TEXT NOT NULL CHECK (kind IN ('Charge', 'Recalculation', 'Correction', 'Refund')),
  site_id INTEGER NOT NULL,
  receipt_number INTEGER NOT NULL,
  site_name TEXT NOT NULL,
  site_address TEXT,
  station TEXT NOT NULL,
  connector_id INTEGER NOT NULL,
  id_tag TEXT NOT NULL,
  driver_id INTEGER,
  group_id INTEGER,
  -- As 2026-03, in the site's own time.
  month TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  tariff_id INTEGER NOT NULL,
  tariff_number INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  -- What the entry rests on; null where it takes back all that was booked by rule.
  stopped_at TEXT,
  meter_stop INTEGER,
  energy_wh INTEGER NOT NULL,
  currency TEXT NOT NULL,
  net INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  tax_percent TEXT NOT NULL,
  steps TEXT NOT NULL,
  reason TEXT,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  -- A request that may be sent twice makes one entry.
  request_key TEXT,
  request_hash BLOB,
  UNIQUE (site_id, receipt_number)
) STRICT;
CREATE UNIQUE INDEX price_entries_one_charge ON price_entries (transaction_id) WHERE kind = 'Charge';
CREATE INDEX price_entries_of_transaction ON price_entries (transaction_id, entry_id);
CREATE INDEX price_entries_of_driver ON price_entries (driver_id, month);
CREATE INDEX price_entries_of_month ON price_entries (month, entry_id);
CREATE INDEX price_entries_of_group ON price_entries (group_id, month);
CREATE UNIQUE INDEX price_entries_request ON price_entries (made_by, request_key) WHERE request_key IS NOT NULL;
CREATE TRIGGER price_entries_are_never_changed BEFORE UPDATE ON price_entries BEGIN SELECT RAISE(ABORT, 'the book of prices is append-only'); END;
CREATE TRIGGER price_entries_are_never_removed BEFORE DELETE ON price_entries BEGIN SELECT RAISE(ABORT, 'the book of prices is append-only'); END;

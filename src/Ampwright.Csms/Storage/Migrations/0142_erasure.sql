-- Drivers who are taken out of everything that is kept.

-- The book stays as it is but for who it was: that may go.
DROP TRIGGER price_entries_are_never_changed;
CREATE TRIGGER price_entries_are_never_changed BEFORE UPDATE OF entry_id, transaction_id, kind, site_id, receipt_number, site_name, site_address, station, connector_id, group_id, month, time_zone, tariff_id, tariff_number, started_at, stopped_at, meter_stop, energy_wh, currency, net, tax, gross, tax_percent, steps, reason, made_at, made_by, request_key, request_hash ON price_entries BEGIN SELECT RAISE(ABORT, 'the book of prices is append-only'); END;

CREATE TABLE erasures (
  erasure_id INTEGER PRIMARY KEY AUTOINCREMENT,
  driver_id INTEGER NOT NULL,
  -- His tags with what stands for each now, as JSON; empty once nothing is left to look for.
  tags TEXT NOT NULL,
  -- Up to which row of each table that keeps texts it was looked, as JSON.
  positions TEXT NOT NULL,
  sessions INTEGER NOT NULL,
  receipts INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  next_look_at TEXT,
  done_at TEXT
) STRICT;
CREATE INDEX erasures_open ON erasures (next_look_at) WHERE done_at IS NULL;

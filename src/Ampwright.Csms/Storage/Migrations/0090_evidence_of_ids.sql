-- When the station first named the transaction by its id: from then on a message without id is not this transaction's.
ALTER TABLE transactions ADD COLUMN id_used_at TEXT;
-- The stop that was bound without an id, as it came, and its message id: it is withdrawn when evidence speaks against it.
ALTER TABLE transactions ADD COLUMN stop_without_id TEXT;
ALTER TABLE transactions ADD COLUMN stop_without_id_message TEXT;

CREATE INDEX transactions_of_connector ON transactions (station_id, connector_id, started_at);

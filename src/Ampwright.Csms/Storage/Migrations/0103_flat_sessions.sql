-- A session must not cost more because of those before it. SQLite keeps no statistics of what is stored: of two indexes with as many columns that
-- are asked for it may take the one of all transactions in place of the one of those that run, and walk through years. So each index of a few names the
-- column that makes them few, and has one more column in common with its questions than the index of all.
DROP INDEX transactions_open;
CREATE INDEX transactions_open ON transactions (station_id, stop_received_at, connector_id, sequence) WHERE stop_received_at IS NULL;
DROP INDEX transactions_open_by_tag;
CREATE INDEX transactions_open_by_tag ON transactions (id_tag_key, stop_received_at, sequence) WHERE stop_received_at IS NULL;
CREATE INDEX transactions_ended_by_case_of ON transactions (station_id, started_at) WHERE stop_case_id IS NOT NULL;
CREATE INDEX transactions_stopped_without_id ON transactions (station_id, started_at) WHERE stop_without_id IS NOT NULL;
-- Whether one that was stopped was told before under another id.
CREATE INDEX transactions_by_meter ON transactions (station_id, connector_id, meter_start, meter_stop, sequence) WHERE meter_stop IS NOT NULL;
-- One index for the natural key and for the order of starts on a connector: over a large store each is a page of its own to be written at every start.
DROP INDEX transactions_natural_key;
DROP INDEX transactions_of_connector;
CREATE UNIQUE INDEX transactions_natural_key ON transactions (station_id, connector_id, started_at, id_tag_key, meter_start, repetition);

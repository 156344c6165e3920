-- A page of the transactions of one station, of one tag, and of those that run, the newest first, however many others there are.
CREATE INDEX transactions_of_station ON transactions (station_id, sequence);
CREATE INDEX transactions_of_tag ON transactions (id_tag_key, sequence);
CREATE INDEX transactions_running ON transactions (sequence) WHERE stop_received_at IS NULL;

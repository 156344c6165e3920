-- What was delivered today is asked for all the time, and found by when sessions ended.
CREATE INDEX transactions_by_stop ON transactions (stopped_at) WHERE stopped_at IS NOT NULL;

-- What was said of a transaction and set aside is read with it.
CREATE INDEX set_aside_by_claim ON set_aside_messages (claimed_transaction_id) WHERE claimed_transaction_id > 0;

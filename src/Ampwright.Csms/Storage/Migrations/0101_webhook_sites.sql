-- The sites whose events a webhook tells, separated by commas; NULL: all.
ALTER TABLE webhooks ADD COLUMN site_ids TEXT;

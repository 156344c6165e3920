-- The sites of whoever made a template, separated by commas; NULL: all.
ALTER TABLE configuration_templates ADD COLUMN site_ids TEXT;
-- Each change counts one up: two people who edit at once do not overwrite each other.
ALTER TABLE configuration_templates ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE webhooks ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE stations ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

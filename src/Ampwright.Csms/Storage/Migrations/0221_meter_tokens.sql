-- A token that may tell what a building draws and nothing else; its role is written down as the least there is.
ALTER TABLE api_tokens ADD COLUMN meter_only BOOLEAN NOT NULL DEFAULT FALSE;

-- Two people do not overwrite each other's promise.
ALTER TABLE charging_goals ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

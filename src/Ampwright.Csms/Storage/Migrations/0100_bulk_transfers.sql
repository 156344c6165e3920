-- A bulk command whose parts are updates of firmware or uploads of logs that are followed to their end; patience_seconds NULL: ordinary commands.
ALTER TABLE bulk_commands ADD COLUMN patience_seconds INTEGER;
ALTER TABLE bulk_commands ADD COLUMN firmware_id INTEGER;
ALTER TABLE bulk_commands ADD COLUMN any_model BOOLEAN NOT NULL DEFAULT FALSE;

-- What a pending station is sent before it is accepted, in order, and how far it has come.
CREATE TABLE boot_steps (
  station_id INTEGER NOT NULL REFERENCES stations,
  position INTEGER NOT NULL,
  action TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Waiting', 'Running', 'Done', 'Failed')),
  command_id INTEGER,
  detail TEXT,
  PRIMARY KEY (station_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX boot_steps_by_command ON boot_steps (command_id) WHERE command_id IS NOT NULL;

-- What the last BootNotification was answered with: the station holds itself for that, whatever its record says since.
ALTER TABLE stations ADD COLUMN registration TEXT;

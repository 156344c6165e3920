-- The stations' local authorization lists: what each holds as far as is known, and how far it is in step with who may charge.

-- Whether lists of stations here are kept in step by themselves.
ALTER TABLE sites ADD COLUMN local_lists TEXT NOT NULL DEFAULT 'Off' CHECK (local_lists IN ('Automatic', 'Off'));

CREATE TABLE local_lists (
  station_id INTEGER NOT NULL PRIMARY KEY REFERENCES stations,
  -- Automatic: computed from who may charge. ByHand: as somebody put it. Off: left alone.
  mode TEXT NOT NULL CHECK (mode IN ('AsSite', 'Automatic', 'ByHand', 'Off')),
  state TEXT NOT NULL,
  detail TEXT,
  -- The version whose entries stand in local_list_entries; null: not known, so that only a full update helps.
  held_version INTEGER,
  -- The version of the update on its way, or the last one tried: the next is greater than it.
  tried_version INTEGER NOT NULL,
  -- What lists the station takes has to be read again.
  limits_due BOOLEAN NOT NULL,
  -- The station has to be asked for its version first.
  check_due BOOLEAN NOT NULL,
  -- What it holds has to be replaced, whatever it is.
  full_due BOOLEAN NOT NULL,
  -- The command on its way.
  command_id INTEGER,
  -- Who asked for it by hand; null: the CSMS goes on by itself.
  asked_by TEXT,
  failures INTEGER NOT NULL,
  -- When to look again by itself: a verdict changes then, or a failed update is tried again.
  due_at TEXT,
  in_step_at TEXT,
  -- Tags that belong on it and do not fit.
  left_out INTEGER NOT NULL
) STRICT;
CREATE INDEX local_lists_due ON local_lists (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE local_list_entries (
  station_id INTEGER NOT NULL REFERENCES stations,
  id_tag_key TEXT NOT NULL,
  id_tag TEXT NOT NULL,
  status TEXT NOT NULL,
  parent_id_tag TEXT,
  expires_at TEXT,
  PRIMARY KEY (station_id, id_tag_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE local_lists_by_hand (
  station_id INTEGER NOT NULL REFERENCES stations,
  id_tag_key TEXT NOT NULL,
  id_tag TEXT NOT NULL,
  status TEXT NOT NULL,
  parent_id_tag TEXT,
  expires_at TEXT,
  PRIMARY KEY (station_id, id_tag_key)
) STRICT, WITHOUT ROWID;

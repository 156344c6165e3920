-- One kind of work for chosen stations, wave after wave. action and request: the message that each station gets, where it is the same for all.
CREATE TABLE campaigns (
  campaign_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('Firmware', 'Configuration', 'LocalList', 'CertificateRenewal', 'RootCertificate', 'Password')),
  action TEXT,
  request TEXT,
  firmware_id INTEGER,
  any_model BOOLEAN NOT NULL DEFAULT FALSE,
  state TEXT NOT NULL CHECK (state IN ('Running', 'Resting', 'Awaiting', 'Paused', 'Stopped', 'Cancelled', 'Done')),
  detail TEXT,
  concurrency INTEGER NOT NULL,
  pause_seconds INTEGER NOT NULL,
  needs_go_ahead BOOLEAN NOT NULL,
  stop_after INTEGER,
  stop_percent INTEGER,
  patience_seconds INTEGER NOT NULL,
  skips_offline BOOLEAN NOT NULL,
  has_canary BOOLEAN NOT NULL,
  -- The wave that is under way, from 1 on, and how many there are.
  wave INTEGER NOT NULL DEFAULT 1,
  waves INTEGER NOT NULL,
  wave_over_at TEXT,
  go_ahead BOOLEAN NOT NULL DEFAULT FALSE,
  -- The failures of the present wave that a resume has forgiven.
  forgiven INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  requested_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT,
  idempotency_key TEXT,
  idempotency_hash BLOB
) STRICT;
CREATE UNIQUE INDEX campaigns_idempotency ON campaigns (requested_by, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- The values that a campaign of configuration writes.
CREATE TABLE campaign_values (
  campaign_id INTEGER NOT NULL REFERENCES campaigns,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (campaign_id, position)
) STRICT, WITHOUT ROWID;

-- Each station's part. step: how many of the values were come to. due_at: when an outcome is waited for no longer.
CREATE TABLE campaign_stations (
  campaign_id INTEGER NOT NULL REFERENCES campaigns,
  station_id INTEGER NOT NULL REFERENCES stations,
  position INTEGER NOT NULL,
  wave INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('Waiting', 'Running', 'Done', 'Failed', 'Skipped')),
  detail TEXT,
  command_id INTEGER,
  step INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  began_at TEXT,
  due_at TEXT,
  ended_at TEXT,
  PRIMARY KEY (campaign_id, station_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_stations_by_wave ON campaign_stations (campaign_id, wave, state);
CREATE INDEX campaign_stations_running ON campaign_stations (station_id) WHERE state = 'Running';
CREATE INDEX campaign_stations_due ON campaign_stations (due_at) WHERE state = 'Running';

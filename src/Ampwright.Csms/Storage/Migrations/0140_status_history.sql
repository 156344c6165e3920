-- What each connector showed from when until when, and when each station was not connected: what uptime is counted by.

CREATE TABLE status_spans (
  span_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  connector_id INTEGER NOT NULL,
  -- As the station wrote it; Removed where it was taken out of the list.
  status TEXT NOT NULL,
  error_code TEXT NOT NULL,
  -- Operative, Unavailable, Faulted, Removed, or Unknown: a word that the standard does not have.
  availability TEXT NOT NULL,
  from_at TEXT NOT NULL,
  -- Null: it still does.
  until_at TEXT
) STRICT;
CREATE INDEX status_spans_of_port ON status_spans (station_id, connector_id, from_at);
CREATE INDEX status_spans_open ON status_spans (station_id, until_at, connector_id) WHERE until_at IS NULL;
CREATE INDEX status_spans_not_operative ON status_spans (station_id, from_at) WHERE availability <> 'Operative';
CREATE INDEX status_spans_ended ON status_spans (until_at) WHERE until_at IS NOT NULL;

CREATE TABLE offline_spans (
  span_id INTEGER PRIMARY KEY AUTOINCREMENT,
  station_id INTEGER NOT NULL REFERENCES stations,
  from_at TEXT NOT NULL,
  until_at TEXT
) STRICT;
CREATE INDEX offline_spans_of_station ON offline_spans (station_id, from_at);
CREATE INDEX offline_spans_open ON offline_spans (station_id, until_at) WHERE until_at IS NULL;
CREATE INDEX offline_spans_ended ON offline_spans (until_at) WHERE until_at IS NOT NULL;

-- What is known of an installation that is older than its history.
INSERT INTO status_spans (station_id, connector_id, status, error_code, availability, from_at)
SELECT station_id, connector_id, status, error_code,
       CASE WHEN status IN ('Available', 'Preparing', 'Charging', 'SuspendedEVSE', 'SuspendedEV', 'Finishing', 'Reserved') THEN 'Operative'
            WHEN status IN ('Unavailable', 'Faulted') THEN status ELSE 'Unknown' END, received_at
FROM connectors;
INSERT INTO offline_spans (station_id, from_at)
SELECT station_id, disconnected_at FROM stations WHERE removed_at IS NULL AND lease_connection IS NULL AND disconnected_at IS NOT NULL;

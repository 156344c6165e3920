-- Stations stand at sites; accounts and API tokens hold on all sites or on some.

CREATE TABLE sites (
  site_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  address TEXT,
  -- IANA name: weekly windows are told in the site's own time.
  time_zone TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

-- The first site gets the number 1; it is never removed, and stations registered without a site stand there.
INSERT INTO sites (name, name_key, time_zone, version, changed_at) VALUES ('Default', 'DEFAULT', 'UTC', 1, '2026-01-01T00:00:00.0000000Z');

-- No foreign key: SQLite adds no such column with a default. A site with stations is not removed.
ALTER TABLE stations ADD COLUMN site_id INTEGER NOT NULL DEFAULT 1;
CREATE INDEX stations_of_site ON stations (site_id);

-- Numbers of sites separated by commas; null: all sites. A number is never given to another site.
ALTER TABLE accounts ADD COLUMN site_ids TEXT;
ALTER TABLE api_tokens ADD COLUMN site_ids TEXT;

-- The site for which a station was told a profile: where it stood then. What it holds counts there until it is gone.
ALTER TABLE installed_profiles ADD COLUMN site_id INTEGER;
UPDATE installed_profiles SET site_id = (SELECT s.site_id FROM stations s WHERE s.station_id = installed_profiles.station_id);
CREATE INDEX installed_profiles_told_for ON installed_profiles (site_id);

-- What nobody knows the end of, and what somebody else than the program did to profiles: read once a second, or at the start.
CREATE INDEX commands_of_limits ON commands (station_id, command_id) WHERE action = 'SetChargingProfile' AND state IN ('Queued', 'Sent', 'TimedOut', 'Failed');
CREATE INDEX commands_of_profiles_by_others ON commands (station_id, command_id)
  WHERE action IN ('SetChargingProfile', 'ClearChargingProfile') AND requested_by <> 'program:ampwright-csms';

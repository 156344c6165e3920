using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Events;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Reservations;
using Ampwright.Csms.SecurityProfiles;
using Ampwright.Csms.Storage;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.Stations;

/// <summary>The operator's list of stations.</summary>
internal sealed class StationRegistry(Database database)
{
    private const string Columns = """
        SELECT station_id, identity, site_id, unknown_tags, boot_policy, registration, heartbeat_seconds, retry_seconds, without_password, security_profile,
               next_security_profile, certificate_name, accepts_hex_password, no_pong, assumes_subprotocol, no_unsolicited_calls, password_hash IS NOT NULL AS has_password,
               vendor, model, serial_number, charge_box_serial_number,
               firmware_version, iccid, imsi, meter_type, meter_serial_number, registered_at, last_boot_at,
               (SELECT value FROM station_quirks q WHERE q.station_id = stations.station_id AND q.quirk = 'timeZone') AS time_zone,
               lease_connection IS NOT NULL AS connected, connected_at, disconnected_at, lease_epoch, version
        FROM stations
        """;

    /// <param name="station">What the operator says.</param>
    /// <param name="alongside">Becomes durable together with the change: who made it.</param>
    /// <param name="scope">The sites of whoever registers it: what a removed station left at another is not his to take over. Null: all.</param>
    /// <exception cref="ArgumentException">The registration breaks a rule; the text says which.</exception>
    /// <exception cref="StationExistsException">The identity is taken, whatever its case.</exception>
    public async Task<StationRecord> RegisterAsync(StationRegistration station, Action<WriteUnit>? alongside = null, SiteScope? scope = null)
    {
        Check(station);
        await database.WriteAsync(unit =>
        {
            var password = station.Password is { } bytes ? StationPassword.Create(bytes) : null;
            var added = unit.Connection.Execute("""
                INSERT INTO stations (identity, identity_key, site_id, unknown_tags, boot_policy, heartbeat_seconds, retry_seconds, without_password,
                  security_profile, certificate_name, accepts_hex_password, no_pong, assumes_subprotocol, no_unsolicited_calls, password_salt, password_hash, registered_at)
                VALUES (@Identity, @key, @SiteId, @unknown, @policy, @HeartbeatSeconds, @RetrySeconds, @WithoutPassword,
                  @Profile, @CertificateName, @AcceptsHexPassword, @NoPong, @AssumesSubprotocol, @NoUnsolicitedCalls, @Salt, @Hash, @Now)
                ON CONFLICT DO NOTHING
                """, new
            {
                station.Identity,
                key = StationIdentity.Fold(station.Identity),
                station.SiteId,
                unknown = station.UnknownTags?.ToString(),
                policy = station.BootPolicy.ToString(),
                station.HeartbeatSeconds,
                station.RetrySeconds,
                station.WithoutPassword,
                station.Profile,
                station.CertificateName,
                station.AcceptsHexPassword,
                station.NoPong,
                station.AssumesSubprotocol,
                station.NoUnsolicitedCalls,
                password?.Salt,
                password?.Hash,
                unit.Now,
            });
            // A removed station keeps its transactions; registering its identity again revives the row.
            if (added == 0 && !Revive(unit, station, password, scope ?? SiteScope.Everywhere)) throw new StationExistsException(station.Identity);
            unit.Raise(new StationRegistered { Station = station.Identity });
            alongside?.Invoke(unit);
        });
        return await FindAsync(station.Identity) ?? throw new InvalidOperationException("A registered station is not found.");
    }

    /// <summary>Replaces everything the operator says about a station; a null password leaves the present one.</summary>
    /// <param name="station">What the operator says.</param>
    /// <param name="alongside">Becomes durable together with the change: who made it.</param>
    /// <param name="expected">The version the change is based on; null takes any.</param>
    /// <param name="keepsProof">How the station proves itself stays as it is, whatever the registration says of it.</param>
    /// <returns>The station, or null when there is none of this identity.</returns>
    /// <exception cref="ArgumentException">The registration breaks a rule; the text says which.</exception>
    /// <exception cref="ProblemException">412: it has another version. 409: an upgrade of its security profile is not over.</exception>
    public async Task<StationRecord?> ChangeAsync(StationRegistration station, Action<WriteUnit>? alongside = null, long? expected = null, bool keepsProof = false)
    {
        Check(station, registering: false);
        var changed = await database.WriteAsync(unit =>
        {
            var password = station.Password is { } bytes ? StationPassword.Create(bytes) : null;
            var (found, present, stationId) = unit.Connection.QuerySingleOrDefault<(string?, long, long)>(
                "SELECT identity, version, station_id FROM stations WHERE identity_key = @key AND removed_at IS NULL", new { key = StationIdentity.Fold(station.Identity) });
            if (found is null) return false;
            if (expected is { } version && version != present) throw EntityVersion.ChangedMeanwhile($"/api/v1/stations/{Uri.EscapeDataString(found)}");
            if (!keepsProof && ProfileDoor.Busy(unit.Connection, stationId) is { } upgrade) throw UpgradeEndpoints.Runs(upgrade);
            Update(unit, station, password, keepsProof);
            if (!keepsProof && station.Profile is 1 or 2 && unit.Connection.ExecuteScalar<int>(
                "SELECT count(*) FROM stations WHERE identity_key = @key AND password_hash IS NULL", new { key = StationIdentity.Fold(station.Identity) }) > 0)
                throw new ArgumentException($"A station needs a password ({StationPassword.Rule}), or must be said to be without one.", nameof(station));
            unit.Raise(new StationChanged { Station = found });
            alongside?.Invoke(unit);
            return true;
        });
        return changed ? await FindAsync(station.Identity) : null;
    }

    /// <summary>
    /// Takes a station out of the list; its transactions stay. An open connection loses its lease. What waits for it fails, and what it said of
    /// itself is forgotten: whatever is registered next under the identity is another station.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RemoveAsync(string identity, Action<WriteUnit>? alongside = null) => database.WriteAsync(unit =>
    {
        var found = unit.Connection.QuerySingleOrDefault<string>(
            "SELECT identity FROM stations WHERE identity_key = @key AND removed_at IS NULL", new { key = StationIdentity.Fold(identity) });
        if (found is null) return false;
        var stationId = unit.Connection.ExecuteScalar<long>("""
            UPDATE stations SET removed_at = @Now, lease_epoch = lease_epoch + 1, lease_connection = NULL,
              password_salt = NULL, password_hash = NULL, next_password_salt = NULL, next_password_hash = NULL, without_password = @no,
              vendor = NULL, model = NULL, serial_number = NULL, charge_box_serial_number = NULL, firmware_version = NULL, iccid = NULL, imsi = NULL,
              meter_type = NULL, meter_serial_number = NULL, last_boot_at = NULL, registration = NULL, connected_at = NULL,
              disconnected_at = NULL
            WHERE identity_key = @key RETURNING station_id
            """, new { unit.Now, no = false, key = StationIdentity.Fold(identity) });
        unit.Epochs.Remove(stationId);
        unit.Connection.Execute("DELETE FROM connectors WHERE station_id = @stationId", new { stationId });
        StatusHistory.NoteRemoved(unit, stationId);
        CommandLife.FailOpen(unit, stationId, "The station was removed.");
        foreach (var held in ReservationBook.Open(unit.Connection, stationId)) ReservationBook.End(unit, held, ReservationState.Lost, "the station was removed");
        ProfileDoor.Remove(unit, stationId);
        FirmwareUpdates.EndAll(unit, stationId, "the station was removed");
        LogUploads.EndAll(unit, stationId, "the station was removed");
        foreach (var table in (string[])["configuration_keys", "configuration_readings", "configuration_template_stations", "availability_changes", "boot_steps",
            "station_quirks", "installed_certificates", "installed_profiles"])
            unit.Connection.Execute($"DELETE FROM {table} WHERE station_id = @stationId", new { stationId });
        unit.Raise(new StationRemoved { Station = found });
        alongside?.Invoke(unit);
        return true;
    });

    public ValueTask<StationRecord?> FindAsync(string identity) => database.ReadAsync(connection => Find(connection, identity));

    /// <param name="scope">Only those at these sites; null for all.</param>
    public ValueTask<IReadOnlyList<StationRecord>> ListAsync(SiteScope? scope = null) => database.ReadAsync<IReadOnlyList<StationRecord>>(connection =>
    {
        var seen = scope ?? SiteScope.Everywhere;
        return connection.Query<StationRecord>(
            $"{Columns} WHERE removed_at IS NULL AND (@All OR site_id IN @Ids) ORDER BY identity_key", new { seen.All, seen.Ids }).AsList();
    });

    /// <summary>Where the station stands; null when there is none of this identity.</summary>
    public static long? SiteOf(DbConnection connection, string identity, bool removedToo = false) => connection.QuerySingleOrDefault<long?>(
        "SELECT site_id FROM stations WHERE identity_key = @key AND (@removedToo OR removed_at IS NULL)",
        new { key = StationIdentity.Fold(identity), removedToo });

    internal static StationRecord? Find(DbConnection connection, string identity) => connection.QuerySingleOrDefault<StationRecord>(
        $"{Columns} WHERE identity_key = @key AND removed_at IS NULL", new { key = StationIdentity.Fold(identity) });

    private static bool Revive(WriteUnit unit, StationRegistration station, StationPassword? password, SiteScope scope)
    {
        if (SiteOf(unit.Connection, station.Identity, removedToo: true) is { } left && !scope.Covers(left)) return false;
        var revived = unit.Connection.Execute("""
            UPDATE stations SET removed_at = NULL, identity = @Identity, registered_at = @Now, last_boot_at = NULL
            WHERE identity_key = @key AND removed_at IS NOT NULL
            """, new { station.Identity, unit.Now, key = StationIdentity.Fold(station.Identity) });
        if (revived == 0) return false;
        // What the one before could deliver belongs to its own time: reports of that count by it until there is another.
        unit.Connection.Execute("DELETE FROM rated_power WHERE station_id = (SELECT station_id FROM stations WHERE identity_key = @key)", new { key = StationIdentity.Fold(station.Identity) });
        Update(unit, station, password, keepsProof: false);
        return true;
    }

    private static void Update(WriteUnit unit, StationRegistration station, StationPassword? password, bool keepsProof)
    {
        unit.Connection.Execute("""
            INSERT INTO station_moves (station_id, site_id, from_at, until_at)
            SELECT s.station_id, s.site_id, (SELECT max(m.until_at) FROM station_moves m WHERE m.station_id = s.station_id), @Now
            FROM stations s WHERE s.identity_key = @key AND s.site_id <> @SiteId
            ON CONFLICT (station_id, until_at) DO NOTHING
            """, new { unit.Now, station.SiteId, key = StationIdentity.Fold(station.Identity) });
        Write(unit, station, password, keepsProof);
    }

    private static void Write(WriteUnit unit, StationRegistration station, StationPassword? password, bool keepsProof) => unit.Connection.Execute("""
        UPDATE stations SET version = version + 1, site_id = @SiteId, unknown_tags = @unknown, boot_policy = @policy, heartbeat_seconds = @HeartbeatSeconds, retry_seconds = @RetrySeconds,
          without_password = CASE WHEN @keepsProof THEN without_password ELSE @WithoutPassword END,
          security_profile = CASE WHEN @keepsProof THEN security_profile ELSE @Profile END,
          certificate_name = CASE WHEN @keepsProof THEN certificate_name ELSE @CertificateName END,
          accepts_hex_password = @AcceptsHexPassword, no_pong = @NoPong,
          assumes_subprotocol = @AssumesSubprotocol, no_unsolicited_calls = @NoUnsolicitedCalls,
          password_salt = CASE WHEN @keepsProof THEN password_salt WHEN @WithoutPassword THEN NULL ELSE coalesce(@Salt, password_salt) END,
          password_hash = CASE WHEN @keepsProof THEN password_hash WHEN @WithoutPassword THEN NULL ELSE coalesce(@Hash, password_hash) END,
          next_password_salt = CASE WHEN NOT @keepsProof AND (@WithoutPassword OR @Hash IS NOT NULL) THEN NULL ELSE next_password_salt END,
          next_password_hash = CASE WHEN NOT @keepsProof AND (@WithoutPassword OR @Hash IS NOT NULL) THEN NULL ELSE next_password_hash END
        WHERE identity_key = @key
        """, new
    {
        station.SiteId,
        unknown = station.UnknownTags?.ToString(),
        policy = station.BootPolicy.ToString(),
        station.HeartbeatSeconds,
        station.RetrySeconds,
        station.WithoutPassword,
        station.Profile,
        station.CertificateName,
        station.AcceptsHexPassword,
        station.NoPong,
        station.AssumesSubprotocol,
        station.NoUnsolicitedCalls,
        password?.Salt,
        password?.Hash,
        keepsProof,
        key = StationIdentity.Fold(station.Identity),
    });

    private static void Check(StationRegistration station, bool registering = true)
    {
        if (!StationIdentity.IsValid(station.Identity))
            throw new ArgumentException($"The identity must be {StationIdentity.Rule}.", nameof(station));
        if (station.Password is { } password && password.Length is < StationPassword.MinBytes or > StationPassword.MaxBytes)
            throw new ArgumentException($"The password must be {StationPassword.Rule}.", nameof(station));
        if (station is { Password: not null, WithoutPassword: true })
            throw new ArgumentException("A station has a password or is without one, not both.", nameof(station));
        if (station.Profile is < 0 or > 3) throw new ArgumentException("The security profile must be 0 to 3.", nameof(station));
        if (station.Profile == 0 != station.WithoutPassword && station.Profile != 3)
            throw new ArgumentException("Security profile 0 is for stations without a password, and 1 and 2 for those with one.", nameof(station));
        if (registering && station is { Password: null, Profile: 1 or 2 })
            throw new ArgumentException($"A station needs a password ({StationPassword.Rule}), or must be said to be without one.", nameof(station));
        if (station.HeartbeatSeconds is < 1 or > 86400)
            throw new ArgumentException("The heartbeat interval must be 1 to 86400 seconds.", nameof(station));
        if (station.RetrySeconds is < 0 or > 86400)
            throw new ArgumentException("The retry interval must be 0 to 86400 seconds.", nameof(station));
    }
}

using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Stations;

/// <summary>
/// A new AuthorizationKey on its way to a station (whitepaper A01). Between sending it and knowing that the station took it, both keys open
/// the door: if the answer is lost, nobody knows which one the station will use.
/// <code>
///   sent ─► next kept beside current ─┬─ Accepted, or first use of next ─► next becomes current, the old one is worth nothing
///                                     ├─ Rejected, NotSupported         ─► next is forgotten
///                                     └─ RebootRequired, no answer      ─► both stay until next is used or replaced
/// </code>
/// </summary>
internal static class StationPasswordChange
{
    // Whoever changes this: docs/security-profile-upgrade.md.
    private const string Upgraded = """
        (security_profile = 0 AND (next_security_profile IS NOT NULL
          OR EXISTS (SELECT 1 FROM security_profile_upgrades u WHERE u.station_id = stations.station_id AND u.ended_at IS NULL)))
        """;

    /// <summary>Before the command leaves. Returns the hash by which <see cref="Confirm"/> knows the key again.</summary>
    public static byte[] Prepare(WriteUnit unit, long stationId, ReadOnlySpan<byte> password)
    {
        var next = StationPassword.Create(password);
        unit.Connection.Execute("UPDATE stations SET next_password_salt = @Salt, next_password_hash = @Hash WHERE station_id = @stationId",
            new { next.Salt, next.Hash, stationId });
        return next.Hash;
    }

    /// <summary>The key is the station's. A station of profile 0 has to come with it from here on, unless an upgrade of its profile says when.</summary>
    /// <returns>Whether the key was still the one on its way.</returns>
    public static bool Confirm(WriteUnit unit, long stationId, byte[] hash) => unit.Connection.Execute($"""
        UPDATE stations SET password_salt = next_password_salt, password_hash = next_password_hash,
          without_password = CASE WHEN {Upgraded} THEN without_password ELSE FALSE END,
          security_profile = CASE WHEN security_profile = 0 AND NOT {Upgraded} THEN 1 ELSE security_profile END,
          next_password_salt = NULL, next_password_hash = NULL
        WHERE station_id = @stationId AND next_password_hash = @hash
        """, new { stationId, hash }) > 0;

    public static void Forget(WriteUnit unit, long stationId, byte[] hash) => unit.Connection.Execute(
        "UPDATE stations SET next_password_salt = NULL, next_password_hash = NULL WHERE station_id = @stationId AND next_password_hash = @hash",
        new { stationId, hash });
}

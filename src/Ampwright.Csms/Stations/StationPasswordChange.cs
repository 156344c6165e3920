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
    /// <summary>Before the command leaves. Returns the hash by which <see cref="Confirm"/> knows the key again.</summary>
    public static byte[] Prepare(WriteUnit unit, long stationId, ReadOnlySpan<byte> password)
    {
        var next = StationPassword.Create(password);
        unit.Connection.Execute("UPDATE stations SET next_password_salt = @Salt, next_password_hash = @Hash WHERE station_id = @stationId",
            new { next.Salt, next.Hash, stationId });
        return next.Hash;
    }

    /// <returns>Whether the key was still the one on its way.</returns>
    public static bool Confirm(WriteUnit unit, long stationId, byte[] hash) => unit.Connection.Execute("""
        UPDATE stations SET password_salt = next_password_salt, password_hash = next_password_hash, without_password = FALSE,
          security_profile = CASE WHEN security_profile = 0 THEN 1 ELSE security_profile END,
          next_password_salt = NULL, next_password_hash = NULL
        WHERE station_id = @stationId AND next_password_hash = @hash
        """, new { stationId, hash }) > 0;

    public static void Forget(WriteUnit unit, long stationId, byte[] hash) => unit.Connection.Execute(
        "UPDATE stations SET next_password_salt = NULL, next_password_hash = NULL WHERE station_id = @stationId AND next_password_hash = @hash",
        new { stationId, hash });
}

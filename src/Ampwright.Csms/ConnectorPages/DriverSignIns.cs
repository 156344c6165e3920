using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.ConnectorPages;

/// <summary>By what drivers sign in at connectors' pages: a name of their own, compared without case, and a password that is told once.</summary>
internal static class DriverSignIns
{
    public static DriverSignIn? Find(DbConnection connection, long driverId) =>
        connection.QuerySingleOrDefault<DriverSignIn>("SELECT driver_id, name, password_hash, changed_at FROM driver_sign_ins WHERE driver_id = @driverId", new { driverId });

    public static DriverSignIn? Find(DbConnection connection, string name) =>
        connection.QuerySingleOrDefault<DriverSignIn>("SELECT driver_id, name, password_hash, changed_at FROM driver_sign_ins WHERE name_key = @key", new { key = name.ToUpperInvariant() });

    /// <summary>Sets name and password, and ends the driver's visits.</summary>
    /// <returns>False when another driver has the name.</returns>
    public static bool Put(WriteUnit unit, Caller who, long driverId, string name, string passwordHash)
    {
        Clear(unit, driverId);
        var added = unit.Connection.Execute(
            "INSERT INTO driver_sign_ins (name_key, name, driver_id, password_hash, changed_at) VALUES (@key, @name, @driverId, @passwordHash, @Now) ON CONFLICT (name_key) DO NOTHING",
            new { key = name.ToUpperInvariant(), name, driverId, passwordHash, unit.Now });
        if (added == 0) return false;
        AuditLog.Append(unit, who, "driver.signIn", $"{driverId}");
        return true;
    }

    public static bool Remove(WriteUnit unit, Caller who, long driverId)
    {
        if (!Clear(unit, driverId)) return false;
        AuditLog.Append(unit, who, "driver.signInRemove", $"{driverId}");
        return true;
    }

    private static bool Clear(WriteUnit unit, long driverId)
    {
        unit.Connection.Execute("DELETE FROM driver_visits WHERE driver_id = @driverId", new { driverId });
        return unit.Connection.Execute("DELETE FROM driver_sign_ins WHERE driver_id = @driverId", new { driverId }) > 0;
    }
}

internal sealed record DriverSignIn
{
    public long DriverId { get; init; }
    public string Name { get; init; } = "";
    public string PasswordHash { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
}

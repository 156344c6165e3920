using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.ConnectorPages;

/// <summary>Who is known at connectors' pages. The cookie holds a random key, the store only its hash.</summary>
internal static class Visits
{
    public const string Cookie = "ampwright_visit";

    public static readonly TimeSpan OfDriver = TimeSpan.FromDays(30);
    public static readonly TimeSpan OfGuest = TimeSpan.FromDays(1);

    /// <returns>The key for the cookie.</returns>
    public static string OpenForDriver(WriteUnit unit, long driverId)
    {
        var key = Secret.New();
        Tidy(unit);
        unit.Connection.Execute("INSERT INTO driver_visits (key_hash, driver_id, expires_at) VALUES (@hash, @driverId, @end)", new { hash = Secret.HashOf(key), driverId, end = unit.Now + OfDriver });
        return key;
    }

    /// <returns>The key for the cookie.</returns>
    public static string OpenForGuest(WriteUnit unit, long startCodeId)
    {
        var key = Secret.New();
        Tidy(unit);
        unit.Connection.Execute("INSERT INTO guest_visits (key_hash, start_code_id, expires_at) VALUES (@hash, @startCodeId, @end)", new { hash = Secret.HashOf(key), startCodeId, end = unit.Now + OfGuest });
        return key;
    }

    public static Visitor? Find(DbConnection connection, string? key, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(key)) return null;
        var hash = Secret.HashOf(key);
        if (connection.QuerySingleOrDefault<Visitor>("""
            SELECT v.driver_id, d.name FROM driver_visits v JOIN drivers d ON d.driver_id = v.driver_id WHERE v.key_hash = @hash AND v.expires_at > @now
            """, new { hash, now }) is { } driver) return driver;
        return connection.QuerySingleOrDefault<Visitor>("SELECT start_code_id FROM guest_visits WHERE key_hash = @hash AND expires_at > @now", new { hash, now });
    }

    public static void Close(WriteUnit unit, string key)
    {
        var hash = Secret.HashOf(key);
        unit.Connection.Execute("DELETE FROM driver_visits WHERE key_hash = @hash", new { hash });
        unit.Connection.Execute("DELETE FROM guest_visits WHERE key_hash = @hash", new { hash });
    }

    private static void Tidy(WriteUnit unit)
    {
        unit.Connection.Execute("DELETE FROM driver_visits WHERE expires_at <= @Now", new { unit.Now });
        unit.Connection.Execute("DELETE FROM guest_visits WHERE expires_at <= @Now", new { unit.Now });
    }
}

/// <summary>A driver, or a guest by his start code.</summary>
internal sealed record Visitor
{
    public long? DriverId { get; init; }
    public string? Name { get; init; }
    public long? StartCodeId { get; init; }

    public Caller ToCaller() => DriverId is { } driver ? Caller.Driver(driver) : Caller.Guest(StartCodeId!.Value);
}

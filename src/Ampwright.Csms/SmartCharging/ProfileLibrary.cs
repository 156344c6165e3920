using System.Data.Common;
using System.Text;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.SmartCharging;

/// <summary>Named profiles to choose from. What stations hold does not change with them.</summary>
internal static class ProfileLibrary
{
    private const string Columns = "SELECT library_id, name, profile, changed_at FROM charging_profiles";

    public static LibraryProfile? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<LibraryProfile>($"{Columns} WHERE library_id = @id", new { id });

    public static List<LibraryProfile> List(DbConnection connection, long after, int limit) =>
        connection.Query<LibraryProfile>($"{Columns} WHERE library_id > @after ORDER BY library_id LIMIT @limit", new { after, limit }).AsList();

    /// <returns>Its number, or null when the name is taken.</returns>
    public static long? Add(WriteUnit unit, string name, string profile) => unit.Connection.QuerySingleOrDefault<long?>("""
        INSERT INTO charging_profiles (name, name_key, profile, changed_at) VALUES (@name, @key, @profile, @Now) ON CONFLICT DO NOTHING RETURNING library_id
        """, new { name, key = UniqueName.Key(name), profile, unit.Now });

    /// <returns>Whether the name is free.</returns>
    public static bool Replace(WriteUnit unit, long id, string name, string profile)
    {
        if (UniqueName.IsAnothers(unit.Connection, "charging_profiles", "library_id", name, id)) return false;
        unit.Connection.Execute("UPDATE charging_profiles SET name = @name, name_key = @key, profile = @profile, changed_at = @Now WHERE library_id = @id",
            new { name, key = UniqueName.Key(name), profile, unit.Now, id });
        return true;
    }

    public static void Remove(WriteUnit unit, long id) => unit.Connection.Execute("DELETE FROM charging_profiles WHERE library_id = @id", new { id });

    /// <summary>The request that brings a profile to a station.</summary>
    /// <param name="profile">Its JSON, as in csChargingProfiles.</param>
    /// <exception cref="OcppViolationException">The profile breaks a rule of the standard.</exception>
    public static SetChargingProfileRequest Request(int connectorId, string profile) =>
        (SetChargingProfileRequest)Catalogue.SetChargingProfile.Request.Read(
            Encoding.UTF8.GetBytes($$"""{"connectorId":{{connectorId}},"csChargingProfiles":{{profile}}}"""), ReadMode.Strict);
}

using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Sites;

/// <summary>Where something holds, as a request says it: a site, a station, or neither for everywhere.</summary>
internal static class NamedPlace
{
    /// <summary>Adds an error where both are named, or one that there is not.</summary>
    /// <returns>The station; null where none is named.</returns>
    public static async Task<StationRecord?> CheckAsync(FieldErrors errors, long? site, string? station, StationRegistry stations, Database database)
    {
        if (site is not null && station is not null) errors.Add("station", "Give a site or a station, or neither for everywhere; not both.");
        if (site is { } number && !await database.ReadAsync(connection => SiteList.Exists(connection, number)))
            errors.Add("site", $"There is no site {number}. GET /api/v1/sites lists them.");
        if (station is null) return null;
        var found = await stations.FindAsync(station);
        if (found is null) errors.Add("station", $"No station '{station}' is registered. GET /api/v1/stations lists them.");
        return found;
    }
}

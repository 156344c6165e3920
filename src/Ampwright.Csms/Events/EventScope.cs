using Ampwright.Csms.Access;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Events;

/// <summary>
/// Which events a listener may see: those of stations at his sites, and none that concern no single station. Where a station stands is
/// looked up once and again after each change of its record; the changes come by in order.
/// </summary>
internal sealed class EventScope(Database database, SiteScope sites)
{
    private readonly Dictionary<string, long?> _siteOf = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<bool> SeesAsync(RecordedEvent recorded)
    {
        if (sites.All) return true;
        if (recorded.Change.Station is not { } station) return false;
        if (recorded.Change is StationRegistered or StationChanged or StationRemoved) _siteOf.Remove(station);
        if (!_siteOf.TryGetValue(station, out var site))
        {
            site = await database.ReadAsync(connection => StationRegistry.SiteOf(connection, station, removedToo: true));
            _siteOf[station] = site;
        }
        return site is { } known && sites.Covers(known);
    }
}

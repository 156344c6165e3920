using System.Collections.Concurrent;

namespace Ampwright.Csms.Connections;

/// <summary>The connections of this program: one per station, the one with the newest epoch.</summary>
internal sealed class LiveStations
{
    private readonly ConcurrentDictionary<long, StationConnection> _byStation = new();
    // Never shrinks: a station keeps its number and its identity.
    private readonly ConcurrentDictionary<string, long> _ids = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _byStation.Count;

    public IReadOnlyCollection<StationConnection> All => [.. _byStation.Values];

    public StationConnection? Find(long stationId) => _byStation.GetValueOrDefault(stationId);

    public StationConnection? Find(string identity) => _ids.TryGetValue(identity, out var stationId) ? Find(stationId) : null;

    /// <summary>Puts the newcomer in the place of whatever was there.</summary>
    /// <returns>The connection that lost: the old one, or the newcomer itself if an even newer one was faster; null if there was none.</returns>
    public StationConnection? Enter(StationConnection newcomer)
    {
        StationConnection? lost = null;
        _ids[newcomer.Lease.Identity] = newcomer.Lease.StationId;
        _byStation.AddOrUpdate(newcomer.Lease.StationId,
            _ =>
            {
                lost = null;
                return newcomer;
            },
            (_, present) =>
            {
                var newer = present.Lease.Epoch > newcomer.Lease.Epoch;
                lost = newer ? newcomer : present;
                return newer ? present : newcomer;
            });
        return lost;
    }

    /// <summary>Takes out this connection; never the one that replaced it (digest trap 12).</summary>
    public void Leave(StationConnection connection) =>
        _byStation.TryRemove(new KeyValuePair<long, StationConnection>(connection.Lease.StationId, connection));
}

using Ampwright.Csms.Availability;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Who may speak for which station: one row each, decided by the database. An authenticated newcomer always wins: after a half-open
/// loss the old connection is a corpse that must not lock its own station out.
/// </summary>
internal sealed class Leases(Database database)
{
    /// <summary>Takes the lease; from here on writes of an older connection are refused.</summary>
    /// <returns>The lease, or null when the station was removed meanwhile.</returns>
    public Task<Lease?> TakeAsync(long stationId, string? source) => database.WriteAsync<Lease?>(unit =>
    {
        var before = unit.Connection.QuerySingleOrDefault<Row>(
            "SELECT identity, lease_epoch, lease_connection IS NOT NULL AS held FROM stations WHERE station_id = @stationId AND removed_at IS NULL",
            new { stationId });
        if (before is null) return null;
        var epoch = before.LeaseEpoch + 1;
        unit.Connection.Execute(
            "UPDATE stations SET lease_epoch = @epoch, lease_connection = @source, connected_at = @Now WHERE station_id = @stationId",
            new { epoch, source = source ?? "unknown", unit.Now, stationId });
        unit.Epochs[stationId] = epoch;
        StatusHistory.NoteConnected(unit, stationId);
        if (before.Held) unit.Raise(new StationTakenOver(before.LeaseEpoch, epoch, source) { Station = before.Identity });
        unit.Raise(new StationConnected(epoch, source) { Station = before.Identity });
        return new Lease(stationId, before.Identity, epoch);
    });

    /// <summary>Gives the lease back; without effect when a newer connection holds it already.</summary>
    public Task ReleaseAsync(Lease lease, string why) => database.WriteAsync(unit =>
    {
        var released = unit.Connection.Execute("""
            UPDATE stations SET lease_connection = NULL, disconnected_at = @Now
            WHERE station_id = @StationId AND lease_epoch = @Epoch AND lease_connection IS NOT NULL
            """, new { unit.Now, lease.StationId, lease.Epoch });
        if (released == 0) return;
        StatusHistory.NoteDisconnected(unit, lease.StationId);
        unit.Raise(new StationDisconnected(lease.Epoch, why) { Station = lease.Identity });
    });

    /// <summary>At the start of the program no socket is left of those that an earlier run held.</summary>
    public Task ReleaseAllAsync() => database.WriteAsync(unit =>
    {
        var left = unit.Connection.Query<Row>("""
            UPDATE stations SET lease_connection = NULL, disconnected_at = @Now
            WHERE lease_connection IS NOT NULL RETURNING station_id, identity, lease_epoch
            """, new { unit.Now }).AsList();
        foreach (var station in left)
        {
            StatusHistory.NoteDisconnected(unit, station.StationId);
            unit.Raise(new StationDisconnected(station.LeaseEpoch, "the CSMS restarted") { Station = station.Identity });
        }
    });

    /// <summary>Called first in every unit that writes on behalf of a connection.</summary>
    /// <exception cref="LeaseLostException">A newer connection holds the lease, or the station was removed.</exception>
    public static void Check(WriteUnit unit, Lease lease)
    {
        if (!unit.Epochs.TryGetValue(lease.StationId, out var current))
        {
            current = unit.Connection.ExecuteScalar<long>("SELECT lease_epoch FROM stations WHERE station_id = @StationId", new { lease.StationId });
            unit.Epochs[lease.StationId] = current;
        }
        if (current != lease.Epoch) throw new LeaseLostException(lease);
    }

    private sealed class Row
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public long LeaseEpoch { get; init; }
        public bool Held { get; init; }
    }
}

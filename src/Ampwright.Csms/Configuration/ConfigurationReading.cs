using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Configuration;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Configuration;

/// <summary>
/// Reads many keys of a station, as many at a time as its GetConfigurationMaxKeys says: stations fail silently over more, and small ones break
/// under the answer to all (digest trap 26). One at a time until that number is known.
/// <code>
///   GetConfigurationMaxKeys ─► answered ─► the next few ─► answered … ─► done        not answered well ─► ended, what is left is told
/// </code>
/// </summary>
internal static class ConfigurationReading
{
    private const string MaxKeys = "GetConfigurationMaxKeys";
    private const int MostAtOnce = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The standard's keys, those the station has told before, and those of its template.</summary>
    public static List<string> UsualNames(DbConnection connection, long stationId) =>
    [
        .. ConfigurationKeys.All.Where(key => key.Access != ConfigurationAccess.WriteOnly).Select(key => key.Name)
            .Concat(ConfigurationStore.Of(connection, stationId).Select(entry => entry.Name))
            .Concat(Templates.OfStation(connection, stationId)?.Keys.Select(key => key.Name) ?? [])
            .DistinctBy(ConfigurationStore.Fold, StringComparer.Ordinal),
    ];

    /// <exception cref="CommandInvalidException">The station may not be sent this now.</exception>
    public static void Begin(WriteUnit unit, StationRecord station, IEnumerable<string> names, string requestedBy)
    {
        unit.Connection.Execute("DELETE FROM configuration_readings WHERE station_id = @StationId", new { station.StationId });
        var known = MostOf(unit.Connection, station.StationId);
        var all = names.ToList();
        if (known is null && all.Count > 1) all = [MaxKeys, .. all.Where(name => !name.Equals(MaxKeys, StringComparison.OrdinalIgnoreCase))];
        Ask(unit, station, all, known ?? 1, requestedBy, unit.Now);
    }

    /// <summary>A GetConfiguration ended, and what it told is stored.</summary>
    public static void Ended(WriteUnit unit, CommandOutcome outcome)
    {
        var reading = unit.Connection.QuerySingleOrDefault<Row>(
            "SELECT remaining, requested_by, started_at FROM configuration_readings WHERE station_id = @StationId AND command_id = @CommandId",
            new { outcome.StationId, outcome.CommandId });
        if (reading is null) return;
        var remaining = reading.Remaining.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // One that was superseded is read by the command that took its place.
        if (outcome.State is not (CommandState.Answered or CommandState.Superseded) || remaining.Length == 0 || StationRegistry.Find(unit.Connection, outcome.Station) is not { } station)
        {
            End(unit, outcome.StationId, outcome.Station, remaining.Length);
            return;
        }
        try
        {
            Ask(unit, station, remaining, MostOf(unit.Connection, station.StationId) ?? 1, reading.RequestedBy, reading.StartedAt);
        }
        catch (CommandInvalidException)
        {
            // The station's record says since that it is sent nothing.
            End(unit, outcome.StationId, outcome.Station, remaining.Length);
        }
    }

    /// <summary>How many keys are still to be asked for; null when nothing is being read.</summary>
    public static int? Remaining(DbConnection connection, long stationId) => connection.QuerySingleOrDefault<string>(
        "SELECT remaining FROM configuration_readings WHERE station_id = @stationId", new { stationId }) is { } names
        ? names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
        : null;

    private static void Ask(WriteUnit unit, StationRecord station, IReadOnlyList<string> names, int atOnce, string requestedBy, DateTimeOffset startedAt)
    {
        var request = new GetConfigurationRequest { Key = [.. names.Take(atOnce)] };
        var queued = CommandQueue.Add(unit, station, NewCommand.Of(request, requestedBy) with { Lifetime = Patience });
        unit.Connection.Execute("""
            INSERT INTO configuration_readings (station_id, command_id, remaining, requested_by, started_at)
            VALUES (@StationId, @CommandId, @remaining, @requestedBy, @startedAt)
            ON CONFLICT (station_id) DO UPDATE SET command_id = excluded.command_id, remaining = excluded.remaining, requested_by = excluded.requested_by,
              started_at = excluded.started_at
            """, new { station.StationId, queued.CommandId, remaining = string.Join('\n', names.Skip(atOnce)), requestedBy, startedAt });
    }

    private static void End(WriteUnit unit, long stationId, string station, int left)
    {
        unit.Connection.Execute("DELETE FROM configuration_readings WHERE station_id = @stationId", new { stationId });
        unit.Raise(new ConfigurationReadingEnded(left) { Station = station });
    }

    private static int? MostOf(DbConnection connection, long stationId) =>
        int.TryParse(ConfigurationStore.Value(connection, stationId, MaxKeys), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0
            ? Math.Min(most, MostAtOnce)
            : null;

    private sealed class Row
    {
        public string Remaining { get; init; } = "";
        public string RequestedBy { get; init; } = "";
        public DateTimeOffset StartedAt { get; init; }
    }
}

using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.SmartCharging;
using Dapper;

namespace Ampwright.Csms.SmartCharging;

/// <summary>What stations answered to GetCompositeSchedule, and where it differs from what their profiles allow.</summary>
internal static class CompositeAnswers
{
    // What stands between a station and a limit of its own that nobody told us: above it, no profile rules.
    private const decimal Unlimited = 1_000;

    // One decimal is what may be sent; who rounds otherwise is not told off.
    private const decimal Tolerance = 0.15m;
    private const int ToldDifferences = 5;

    public static void Keep(WriteUnit unit, CommandOutcome outcome, GetCompositeScheduleRequest asked, GetCompositeScheduleResponse told)
    {
        var schedule = told.ChargingSchedule!;
        var computed = schedule.ChargingRateUnit.IsKnown && asked.Duration >= 1
            ? Compute(unit.Connection, outcome.StationId, asked.ConnectorId, told.ScheduleStart?.Instant ?? unit.Now, asked.Duration, schedule.ChargingRateUnit.Value,
                schedule.ChargingSchedulePeriod is [{ NumberPhases: { } phases }, ..] ? phases : 3)
            : null;
        var differences = computed is null ? [] : Differences(schedule, computed, asked.Duration);
        unit.Connection.Execute("""
            INSERT INTO composite_answers (station_id, connector_id, seconds, answered_at, told, computed, differs, difference, command_id)
            VALUES (@StationId, @ConnectorId, @Duration, @Now, @told, @computed, @differs, @difference, @CommandId)
            """, new
        {
            outcome.StationId,
            asked.ConnectorId,
            asked.Duration,
            unit.Now,
            told = PayloadJson.ToText(Catalogue.GetCompositeSchedule.Response, told),
            computed = computed is null ? null : PayloadJson.ToText(Catalogue.GetCompositeSchedule.Response, computed.ToResponse()),
            differs = differences.Count > 0,
            difference = differences.Count == 0 ? null : string.Join("; ", differences),
            outcome.CommandId,
        });
        if (differences.Count > 0) unit.Raise(new CompositeScheduleDiffers(asked.ConnectorId, differences[0]) { Station = outcome.Station });
    }

    /// <summary>What the profiles that a station holds allow, from an instant on; it is above every limit where none of them rules.</summary>
    public static CompositeSchedule? Compute(DbConnection connection, long stationId, int connectorId, DateTimeOffset from, int seconds, ChargingRateUnit unit, int phases = 3)
    {
        var running = connection.Query<(int ConnectorId, int TransactionId, DateTimeOffset StartedAt)>(
            "SELECT connector_id, transaction_id, started_at FROM transactions WHERE station_id = @stationId AND stop_received_at IS NULL ORDER BY connector_id, sequence", new { stationId })
            .GroupBy(transaction => transaction.ConnectorId).ToDictionary(group => group.Key, group => group.Last());
        var connectors = connection.Query<int>("SELECT connector_id FROM connectors WHERE station_id = @stationId AND connector_id > 0", new { stationId })
            .Concat(running.Keys).Append(connectorId).Where(number => number > 0).Distinct().Order()
            .Select(number => new ConnectorSupply
            {
                ConnectorId = number,
                MaxCurrent = Unlimited,
                Phases = Math.Clamp(phases, 1, 3),
                Transaction = running.TryGetValue(number, out var transaction) ? transaction.TransactionId : null,
                ChargingSince = running.TryGetValue(number, out transaction) ? transaction.StartedAt : null,
            }).ToList();
        var situation = new ChargingSituation { Profiles = StationProfiles.Of(connection, stationId), Connectors = connectors };
        return CompositeSchedule.Of(situation, connectorId, from, seconds, unit);
    }

    /// <summary>Whether no profile rules at this limit of a computed schedule.</summary>
    public static bool IsUnlimited(ChargingSchedulePeriod period, ChargingRateUnit unit) =>
        period.Limit >= (unit == ChargingRateUnit.A ? Unlimited : Unlimited * 230);

    public static List<CompositeAnswer> List(DbConnection connection, long stationId, long before, int limit) => connection.Query<CompositeAnswer>("""
        SELECT answer_id, connector_id, seconds, answered_at, told, computed, differs, difference, command_id
        FROM composite_answers WHERE station_id = @stationId AND answer_id < @before ORDER BY answer_id DESC LIMIT @limit
        """, new { stationId, before, limit }).AsList();

    private static List<string> Differences(ChargingSchedule told, CompositeSchedule computed, int seconds)
    {
        var found = new List<string>();
        var length = told.Duration ?? seconds;
        if (length < seconds - 2) found.Add(string.Create(CultureInfo.InvariantCulture, $"it covers {length} of the {seconds} s asked for"));
        var end = Math.Min(length, computed.Duration);
        var edges = told.ChargingSchedulePeriod.Select(period => period.StartPeriod).Concat(computed.Periods.Select(period => period.StartPeriod))
            .Where(start => start < end).Append(0).Distinct().Order();
        foreach (var at in edges)
        {
            var allowed = At(computed.Periods, at);
            var said = At(told.ChargingSchedulePeriod, at);
            if (allowed is null || (said is not null && IsUnlimited(allowed, computed.Unit)) || found.Count >= ToldDifferences) continue;
            if (said is null) found.Add($"it says nothing from {at} s on");
            else if (Math.Abs(said.Limit - allowed.Limit) > Tolerance)
                found.Add(string.Create(CultureInfo.InvariantCulture, $"from {at} s it says {said.Limit} {computed.Unit}, the profiles allow {allowed.Limit} {computed.Unit}"));
        }
        return found;
    }

    private static ChargingSchedulePeriod? At(IReadOnlyList<ChargingSchedulePeriod> periods, int second) => periods.LastOrDefault(period => period.StartPeriod <= second);
}

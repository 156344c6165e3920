using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>What all profiles and limits together allow over a time. OCPP 1.6 ed. 2 §5.7.</summary>
public sealed record CompositeSchedule
{
    /// <summary>0 is the station: what it will draw from the grid at most.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>Where the periods count from.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Seconds that the periods cover; less than was asked for when there would have been too many periods.</summary>
    public required int Duration { get; init; }

    public required ChargingRateUnit Unit { get; init; }

    /// <summary>The first starts at 0, neighbours differ. Limits are rounded down to one decimal, the most that may be sent.</summary>
    public required IReadOnlyList<ChargingSchedulePeriod> Periods { get; init; }

    /// <summary>Whether <see cref="Periods"/> cover all that was asked for.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Calculates a composite schedule.</summary>
    /// <param name="seconds">How long, from <paramref name="from"/> on; at least 1.</param>
    /// <param name="mostPeriods">After so many periods the schedule ends early; at least 1.</param>
    /// <returns>Null: there is no such connector, and the request is to be Rejected.</returns>
    /// <remarks>
    /// Periods count whole seconds, limits may change in between. The lowest limit of a second then holds for all of it, so that the
    /// schedule is at no instant above a limit.
    /// </remarks>
    public static CompositeSchedule? Of(
        ChargingSituation situation, int connectorId, DateTimeOffset from, int seconds, ChargingRateUnit unit, int mostPeriods = 1000)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPeriods, 1);
        var begin = from.UtcTicks;
        if (LimitTimeline.Of(situation, connectorId, begin) is not { } timeline) return null;
        var end = begin + seconds * TimeSpan.TicksPerSecond;
        var grid = new SecondGrid(unit, mostPeriods);
        for (var at = begin; at < end && !grid.IsFull;)
        {
            var next = Math.Min(end, timeline.NextChange(at, (one, other) => one.Value == other.Value));
            grid.Add(timeline.At(at).Value, at - begin, next - begin);
            at = next;
        }

        return new CompositeSchedule
        {
            ConnectorId = connectorId,
            Start = from,
            Duration = grid.EndsAt ?? seconds,
            Unit = unit,
            Periods = grid.Periods,
            IsComplete = !grid.IsFull,
        };
    }

    /// <summary>As it is sent: without a startSchedule, errata v4.0 3.57.</summary>
    public GetCompositeScheduleResponse ToResponse() => new()
    {
        Status = GetCompositeScheduleStatus.Accepted,
        ConnectorId = ConnectorId,
        ScheduleStart = Start,
        ChargingSchedule = new ChargingSchedule { Duration = Duration, ChargingRateUnit = Unit, ChargingSchedulePeriod = Periods },
    };
}

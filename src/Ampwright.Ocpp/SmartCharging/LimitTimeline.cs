namespace Ampwright.Ocpp.SmartCharging;

/// <summary>A limit over time: of a connector, or of the station.</summary>
internal abstract class LimitTimeline
{
    /// <summary>The least time in which all that recurs has recurred.</summary>
    private const long Week = 7 * TimeSpan.TicksPerDay;

    /// <summary>Null: there is no such connector.</summary>
    /// <param name="asked">Where schedules relative to the start of charging count from as long as nothing charges.</param>
    public static LimitTimeline? Of(ChargingSituation situation, int connectorId, long asked)
    {
        if (connectorId == 0) return new StationTimeline(situation, asked);
        var supply = situation.Connectors.FirstOrDefault(connector => connector.ConnectorId == connectorId);
        return supply is null ? null : new ConnectorTimeline(situation, supply, asked);
    }

    public abstract Ruling At(long ticks);

    /// <summary>The limits of a ruling, one by one.</summary>
    public abstract IEnumerable<AppliedLimit> Applied(Ruling ruling);

    /// <summary>The next instant after this one at which any period begins or ends.</summary>
    protected internal abstract long Next(long ticks);

    /// <summary>The same, without what recurs.</summary>
    protected internal abstract long NextOnce(long ticks);

    /// <summary>The next instant after this one with another ruling.</summary>
    /// <remarks>
    /// Most boundaries change nothing, and what recurs has no last one. So the search goes from boundary to boundary for a week at most:
    /// what has not changed by then will not before the next boundary that does not recur.
    /// </remarks>
    public long NextChange(long ticks, Func<Ruling, Ruling, bool> same)
    {
        var ruling = At(ticks);
        var (settled, once) = (ticks, NextOnce(ticks));
        for (var at = Next(ticks); at != ProfileTimeline.Never; at = Next(at))
        {
            if (at < once && at - settled > Week) at = once;
            if (at == ProfileTimeline.Never) break;
            if (!same(At(at), ruling)) return at;
            if (at >= once) (settled, once) = (at, NextOnce(at));
        }

        return ProfileTimeline.Never;
    }

    protected static long Earliest(ProfileTimeline[] timelines, long ticks, bool once)
    {
        var earliest = ProfileTimeline.Never;
        foreach (var timeline in timelines) earliest = Math.Min(earliest, once ? timeline.NextOnce(ticks) : timeline.Next(ticks));
        return earliest;
    }

    /// <summary>The first profile, in order of precedence, that has a period for the instant.</summary>
    protected static RulingPeriod? Prevailing(ProfileTimeline[] timelines, long ticks)
    {
        foreach (var timeline in timelines)
        {
            var period = timeline.PeriodAt(ticks);
            if (period >= 0) return new RulingPeriod(timeline, period);
        }

        return null;
    }
}

using Ampwright.Csms.Availability;

namespace Ampwright.Csms.Uptime;

/// <summary>All that is known of a charging port in a window of time: what both rules count by. A port is a connector of OCPP 1.6.</summary>
internal sealed record PortTimeline
{
    /// <summary>From its first status on, without the time its station was not in the list, up to now at most.</summary>
    public required TimeSet Known { get; init; }

    /// <summary>It, or its station as a whole, showed Unavailable.</summary>
    public TimeSet Unavailable { get; init; } = TimeSet.Empty;

    /// <summary>It, or its station as a whole, showed Faulted.</summary>
    public TimeSet Faulted { get; init; } = TimeSet.Empty;

    /// <summary>It showed a word that the standard does not have.</summary>
    public TimeSet Strange { get; init; } = TimeSet.Empty;

    /// <summary>Its station was not connected.</summary>
    public TimeSet Offline { get; init; } = TimeSet.Empty;

    /// <summary>The site was closed.</summary>
    public TimeSet Closed { get; init; } = TimeSet.Empty;

    /// <summary>A person said that no electricity came, whatever it showed.</summary>
    public TimeSet NotDelivering { get; init; } = TimeSet.Empty;

    /// <summary>A person said that it could not be reached, for a car or another obstacle.</summary>
    public TimeSet Blocked { get; init; } = TimeSet.Empty;

    /// <summary>A person named a cause outside of the operator's control.</summary>
    public TimeSet Excused { get; init; } = TimeSet.Empty;

    /// <param name="connector">The port.</param>
    /// <param name="first">From when on anything is known of it.</param>
    /// <param name="spans">What its station's connectors showed, where that was not operative.</param>
    /// <param name="offline">When its station was not connected.</param>
    /// <param name="notes">What was said of its station and its site.</param>
    /// <param name="closed">When its site was closed.</param>
    /// <param name="past">What was asked for, up to now at most: what has no end reaches to its end.</param>
    public static PortTimeline Of(
        int connector, DateTimeOffset first, IReadOnlyList<StatusSpan> spans, IEnumerable<Stretch> offline, IReadOnlyList<OutageNote> notes, TimeSet closed, Stretch past)
    {
        return new PortTimeline
        {
            Known = TimeSet.Of(first > past.From ? first : past.From, past.Until).Without(Shown(AvailabilityClass.Removed)),
            Unavailable = Shown(AvailabilityClass.Unavailable),
            Faulted = Shown(AvailabilityClass.Faulted),
            Strange = Shown(AvailabilityClass.Unknown),
            Offline = TimeSet.Of(offline),
            Closed = closed,
            NotDelivering = Noted(reason => reason == OutageReason.NotDelivering),
            Blocked = Noted(reason => reason == OutageReason.Blocked),
            Excused = Noted(reason => reason is not (OutageReason.NotDelivering or OutageReason.Blocked)),
        };

        TimeSet Shown(AvailabilityClass shown) => TimeSet.Of(spans
            .Where(span => span.Availability == shown && (span.ConnectorId == connector || (span.ConnectorId == 0 && HoldsForAll(shown))))
            .Select(span => new Stretch(span.FromAt, span.UntilAt ?? past.Until)));

        TimeSet Noted(Func<OutageReason, bool> reason) => TimeSet.Of(notes
            .Where(note => reason(note.Reason) && (note.ConnectorId is null || note.ConnectorId == connector))
            .Select(note => new Stretch(note.FromAt, note.UntilAt ?? past.Until)));
    }

    // What a station shows as a whole, as connector 0 (OCPP 1.6 ed. 2 §4.9).
    private static bool HoldsForAll(AvailabilityClass shown) => shown is AvailabilityClass.Unavailable or AvailabilityClass.Faulted;
}

using Ampwright.Ocpp.Messages.Core;
using static Ampwright.Ocpp.Messages.Core.ChargePointStatus;

namespace Ampwright.Station.Availability;

/// <summary>One line of the standard's table of status changes.</summary>
/// <param name="Event">The standard's name of the event, e.g. <c>B6</c>.</param>
internal sealed record StatusEdge(string Event, ChargePointStatus From, ChargePointStatus To, string Meaning);

/// <summary>
/// The status changes a connector may make: OCPP 1.6 ed. 2 §4.9, table of events A1 to I8. What is not listed is reached through
/// listed changes, by the shortest way.
/// </summary>
internal static class StatusTable
{
    public static IReadOnlyList<StatusEdge> Edges { get; } =
    [
        new("A2", Available, Preparing, "first sign of use"),
        new("A3", Available, Charging, "charging without authorization means"),
        new("A4", Available, SuspendedEV, "as A3, the vehicle draws nothing"),
        new("A5", Available, SuspendedEVSE, "as A3, the station offers nothing"),
        new("A7", Available, Reserved, "reserved"),
        new("A8", Available, Unavailable, "set Inoperative"),
        new("A9", Available, Faulted, "fault"),
        new("B1", Preparing, Available, "intended use given up"),
        new("B3", Preparing, Charging, "everything ready, the vehicle draws"),
        new("B4", Preparing, SuspendedEV, "everything ready, the vehicle draws nothing"),
        new("B5", Preparing, SuspendedEVSE, "everything ready, the station offers nothing"),
        new("B6", Preparing, Finishing, "plugged in, but nobody authorized in time"), // Errata v4.0 3.20
        // B8 is not in the standard, which forgot ChangeAvailability while Preparing; stations go there directly.
        new("B8", Preparing, Unavailable, "set Inoperative"),
        new("B9", Preparing, Faulted, "fault"),
        new("C1", Charging, Available, "session over, nothing left to do"),
        new("C4", Charging, SuspendedEV, "the vehicle stops drawing"),
        new("C5", Charging, SuspendedEVSE, "the station stops offering"),
        new("C6", Charging, Finishing, "session over, the user still has to act"),
        new("C8", Charging, Unavailable, "session over, Inoperative was scheduled"),
        new("C9", Charging, Faulted, "fault"),
        new("D1", SuspendedEV, Available, "session over, nothing left to do"),
        new("D3", SuspendedEV, Charging, "the vehicle draws again"),
        new("D5", SuspendedEV, SuspendedEVSE, "the station stops offering"),
        new("D6", SuspendedEV, Finishing, "session over, the user still has to act"),
        new("D8", SuspendedEV, Unavailable, "session over, Inoperative was scheduled"),
        new("D9", SuspendedEV, Faulted, "fault"),
        new("E1", SuspendedEVSE, Available, "session over, nothing left to do"),
        new("E3", SuspendedEVSE, Charging, "the station offers again and the vehicle draws"),
        new("E4", SuspendedEVSE, SuspendedEV, "the station offers again, the vehicle draws nothing"),
        new("E6", SuspendedEVSE, Finishing, "session over, the user still has to act"),
        new("E8", SuspendedEVSE, Unavailable, "session over, Inoperative was scheduled"),
        new("E9", SuspendedEVSE, Faulted, "fault"),
        new("F1", Finishing, Available, "the user has finished"),
        new("F2", Finishing, Preparing, "the user starts anew"),
        new("F8", Finishing, Unavailable, "the user has finished, Inoperative was scheduled"),
        new("F9", Finishing, Faulted, "fault"),
        new("G1", Reserved, Available, "reservation over"),
        new("G2", Reserved, Preparing, "the reservation's holder is here"),
        new("G8", Reserved, Unavailable, "reservation over, set Inoperative"),
        new("G9", Reserved, Faulted, "fault"),
        new("H1", Unavailable, Available, "set Operative"),
        new("H2", Unavailable, Preparing, "set Operative, a user is here"),
        new("H3", Unavailable, Charging, "set Operative, charging starts at once"),
        new("H4", Unavailable, SuspendedEV, "as H3, the vehicle draws nothing"),
        new("H5", Unavailable, SuspendedEVSE, "as H3, the station offers nothing"),
        new("H9", Unavailable, Faulted, "fault"),
        new("I1", Faulted, Available, "fault gone"),
        new("I2", Faulted, Preparing, "fault gone"),
        new("I3", Faulted, Charging, "fault gone"),
        new("I4", Faulted, SuspendedEV, "fault gone"),
        new("I5", Faulted, SuspendedEVSE, "fault gone"),
        new("I6", Faulted, Finishing, "fault gone"),
        new("I7", Faulted, Reserved, "fault gone"),
        new("I8", Faulted, Unavailable, "fault gone"),
    ];

    private static readonly IReadOnlyDictionary<(ChargePointStatus, ChargePointStatus), StatusEdge> ByEnds =
        Edges.ToDictionary(edge => (edge.From, edge.To));

    public static StatusEdge? Find(ChargePointStatus from, ChargePointStatus to) => ByEnds.GetValueOrDefault((from, to));

    /// <summary>The statuses to pass through, the last one being <paramref name="to"/>; empty when nothing changes.</summary>
    /// <remarks>
    /// The way never leads through a fault or an unavailability that is not there. A transaction after a transaction passes through
    /// Preparing: Charging → Finishing → Preparing.
    /// </remarks>
    public static IReadOnlyList<ChargePointStatus> Way(ChargePointStatus from, ChargePointStatus to)
    {
        if (from == to) return [];
        if (Find(from, to) is not null) return [to];
        var reached = new Dictionary<ChargePointStatus, ChargePointStatus> { [from] = from };
        var open = new Queue<ChargePointStatus>([from]);
        while (open.TryDequeue(out var at))
        {
            foreach (var edge in Edges.Where(edge => edge.From == at && !reached.ContainsKey(edge.To)))
            {
                if (edge.To != to && edge.To is Faulted or Unavailable or Reserved) continue;
                reached[edge.To] = at;
                if (edge.To == to) return WayBack(reached, from, to);
                open.Enqueue(edge.To);
            }
        }
        return [to];
    }

    private static List<ChargePointStatus> WayBack(
        Dictionary<ChargePointStatus, ChargePointStatus> reached, ChargePointStatus from, ChargePointStatus to)
    {
        var way = new List<ChargePointStatus>();
        for (var at = to; at != from; at = reached[at]) way.Insert(0, at);
        return way;
    }
}

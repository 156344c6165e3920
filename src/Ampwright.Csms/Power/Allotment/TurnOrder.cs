namespace Ampwright.Csms.Power.Allotment;

/// <summary>
/// Who comes first for the least that a car charges with. A queue in which one that is served keeps its place for a turn, then stands at the
/// end; where all are served anyhow it decides nothing.
/// </summary>
internal static class TurnOrder
{
    /// <param name="request">The request.</param>
    /// <param name="open">The demands about which something is to be decided.</param>
    public static List<int> Of(AllotmentRequest request, IEnumerable<int> open)
    {
        var demands = request.Demands;
        return request.Policy switch
        {
            SharingPolicy.FirstCome => [.. open.OrderBy(at => demands[at].ArrivedAt).ThenBy(at => at)],
            SharingPolicy.Priority => [.. open.OrderByDescending(at => demands[at].Priority).ThenBy(InTurn).ThenBy(at => demands[at].Received).ThenBy(at => at)],
            _ => [.. open.OrderBy(InTurn).ThenBy(at => demands[at].Received).ThenBy(at => at)],
        };

        DateTimeOffset InTurn(int at)
        {
            if (demands[at].ServedSince is not { } since) return demands[at].WaitingSince;
            var over = since + request.Turn;
            // Those whose turn lasts stand before all that wait, in the order in which it began.
            return over > request.Now ? DateTimeOffset.MinValue + (since - DateTimeOffset.UnixEpoch) : over;
        }
    }
}

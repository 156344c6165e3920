using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>What is done when a station's list is not what it should be.</summary>
internal static class ListFailure
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>What the station holds is not known any more: a full update follows at once.</summary>
    public static void Forget(WriteUnit unit, ListRecord list, string station, string why)
    {
        ListEntries.ForgetHeld(unit, list.StationId);
        unit.Raise(new LocalListDrifted(why) { Station = station });
        (list with { HeldVersion = null, FullDue = true, State = ListState.Asking, Detail = why }).Store(unit);
    }

    /// <summary>The same, later, and later each time.</summary>
    public static void TryLater(WriteUnit unit, ListRecord list, string station, string why)
    {
        ListEntries.ForgetHeld(unit, list.StationId);
        unit.Raise(new LocalListDrifted(why) { Station = station });
        var wait = First * Math.Pow(2, Math.Min(list.Failures, 10));
        (list with
        {
            HeldVersion = null,
            FullDue = true,
            CheckDue = true,
            State = ListState.Failing,
            Detail = why,
            AskedBy = null,
            Failures = list.Failures + 1,
            DueAt = unit.Now + (wait < Longest ? wait : Longest),
        }).Store(unit);
    }
}

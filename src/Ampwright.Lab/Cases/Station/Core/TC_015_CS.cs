using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Hard Reset With Transaction.</summary>
internal sealed class TC_015_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        var stop = Stop(transaction, "HardReset");
        (await s.Call("Reset", new { type = "Hard" })).MustBe("Accepted");
        // The transaction ends before the reboot or after it.
        await s.Expect([Boot(), stop with { Optional = true }, Status(s.Connector, "Finishing") with { Optional = true }], s.Settings.LongTimeout);
        var endedBefore = s.Came("StopTransaction");
        if (endedBefore)
            s.Check(s.ToldInThisCase(s.Connector, "Finishing"), "StatusNotification Finishing with a StopTransaction before the reboot", "none came");
        var statuses = s.StatusesAfterTransaction();
        await s.Expect(endedBefore ? statuses : [.. statuses, stop]);
    }
}

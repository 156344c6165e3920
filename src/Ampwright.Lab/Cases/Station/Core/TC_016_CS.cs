using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Soft Reset With Transaction.</summary>
internal sealed class TC_016_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        (await s.Call("Reset", new { type = "Soft" })).MustBe("Accepted");
        await s.Expect([Stop(transaction, "SoftReset"), Status(s.Connector, "Finishing")]);
        if (await s.Maybe(Boot(), s.Settings.TriggeredTimeout) is not null) await s.Expect(s.StatusesAfterTransaction());
    }
}

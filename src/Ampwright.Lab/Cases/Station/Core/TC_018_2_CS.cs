using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Unlock Connector - With Charging Session (Fixed cable).</summary>
internal sealed class TC_018_2_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        (await s.Call("UnlockConnector", new { connectorId = s.Connector })).MustBe("NotSupported");
        // Whether the transaction goes on without a lock is left open, and both are fine (digest row 9).
        var stopped = await s.Maybe(Stop(transaction), s.Settings.TransactionDuration);
        s.Met(new Reading(9, stopped is null ? "the transaction goes on" : "it is stopped"));
    }
}

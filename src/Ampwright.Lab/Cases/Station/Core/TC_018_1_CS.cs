using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Unlock Connector - With Charging Session (Not fixed cable).</summary>
internal sealed class TC_018_1_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        (await s.Call("UnlockConnector", new { connectorId = s.Connector })).MustBe("Unlocked");
        await s.Expect([Stop(transaction, "UnlockCommand"), Status(s.Connector, "Finishing")]);
        await s.Unplug();
        await s.Expect(Status(s.Connector, "Available"));
    }
}

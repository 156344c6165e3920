using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote Stop Transaction - Rejected.</summary>
internal sealed class TC_028_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        (await s.Call("RemoteStopTransaction", new { transactionId = s.Transaction + 1000 })).MustBe("Rejected");
    }
}

using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Offline Transaction.</summary>
internal sealed class TC_039_CS : StationCase
{
    public override Task Before(StationRun s) => s.StartsOfflineAllowed();

    public override async Task Run(StationRun s)
    {
        await s.CutNetwork();
        await s.Plug();
        await s.Present(s.Tag);
        await s.Nothing(StationSessions.OfflinePause);
        await s.Present(s.Tag);
        await s.Nothing(StationSessions.OfflinePause);
        await s.Unplug();
        await s.RestoreNetwork();
        await s.ExpectConnection();
        await s.Expect(Start(s.Connector, s.Tag), s.Settings.LongTimeout);
        var stop = await s.Expect(Expected.Any("StopTransaction"), s.Settings.LongTimeout);
        s.Check(stop.Text("reason") is null or "Local", "the reason Local, or none", $"it is {stop.Text("reason")}", stop);
        s.CheckDoubtful(
            stop.Number32("transactionId") == s.LastTransaction, $"the transactionId {s.LastTransaction} just received", $"it is {stop.Text("transactionId")}");
    }
}

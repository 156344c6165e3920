using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Offline Stop Transaction.</summary>
internal sealed class TC_038_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.CutNetwork();
        await s.Present(s.Tag);
        await s.Nothing(StationSessions.OfflinePause);
        await s.RestoreNetwork();
        await s.ExpectConnection();
        await s.Expect([Stop(transaction, "Local"), Status(s.Connector, "Finishing")], s.Settings.LongTimeout);
    }
}

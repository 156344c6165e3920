using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId = false.</summary>
internal sealed class TC_037_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.StartsOfflineAllowed();
        await s.Set("StopTransactionOnInvalidId", false);
        await s.SetIfThere("MaxEnergyOnInvalidId", 0);
    }

    public override async Task Run(StationRun s)
    {
        s.Refuse(s.Tag);
        await s.StartsOffline();
        await s.Expect([Start(s.Connector, s.Tag), Status(s.Connector, "Charging")], s.Settings.LongTimeout);
        await s.Expect(Status(s.Connector, "SuspendedEVSE"));
        await s.Nothing(s.Settings.TransactionDuration, "StopTransaction");
    }
}

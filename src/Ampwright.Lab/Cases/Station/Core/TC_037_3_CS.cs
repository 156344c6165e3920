using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId = true.</summary>
internal sealed class TC_037_3_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.StartsOfflineAllowed();
        await s.Set("StopTransactionOnInvalidId", true);
        await s.SetIfThere("MaxEnergyOnInvalidId", 0);
    }

    public override async Task Run(StationRun s)
    {
        s.Refuse(s.Tag);
        await s.StartsOffline();
        await s.Expect([Start(s.Connector, s.Tag), Status(s.Connector, "Charging")], s.Settings.LongTimeout);
        await s.Expect([Expected.Any("StopTransaction").With("reason", "DeAuthorized"), Status(s.Connector, "Finishing")]);
    }
}

using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Offline Start Transaction - Valid IdTag.</summary>
internal sealed class TC_037_1_CS : StationCase
{
    public override Task Before(StationRun s) => s.StartsOfflineAllowed();

    public override async Task Run(StationRun s)
    {
        await s.StartsOffline();
        await s.Expect([Start(s.Connector, s.Tag), Status(s.Connector, "Charging")], s.Settings.LongTimeout);
    }
}

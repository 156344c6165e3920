using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Start local Charging Session - Authorize invalid.</summary>
internal sealed class TC_023_4_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetIfThere("MinimumStatusDuration", 10);
        await s.Set("LocalPreAuthorize", true);
    }

    public override async Task Run(StationRun s)
    {
        await s.Present(s.Settings.InvalidTag);
        await s.Expect(Authorize(s.Settings.InvalidTag));
        await s.Plug();
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Nothing(s.Settings.TransactionDuration, "StartTransaction");
    }
}

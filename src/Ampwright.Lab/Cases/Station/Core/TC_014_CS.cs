using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Soft Reset Without Transaction.</summary>
internal sealed class TC_014_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.Availability(s.Connector, "Inoperative", "Unavailable");
        (await s.Call("Reset", new { type = "Soft" })).MustBe("Accepted");
        // A soft reset need not boot; where it does, the statuses follow.
        if (await s.Maybe(Boot(), s.Settings.TriggeredTimeout) is not null)
            await s.Expect(StationStates.AllStatuses(s, connector => [connector == s.Connector ? "Unavailable" : "Available"]));
        await s.Availability(s.Connector, "Operative", "Available");
    }
}

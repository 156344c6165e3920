using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Hard Reset Without transaction.</summary>
internal sealed class TC_013_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.Availability(s.Connector, "Inoperative", "Unavailable");
        (await s.Call("Reset", new { type = "Hard" })).MustBe("Accepted");
        await s.Booted(connector => [connector == s.Connector ? "Unavailable" : "Available"]);
        await s.Availability(s.Connector, "Operative", "Available");
    }
}

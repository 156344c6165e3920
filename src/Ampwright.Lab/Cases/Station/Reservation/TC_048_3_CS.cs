using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Unavailable.</summary>
internal sealed class TC_048_3_CS : StationCase
{
    public override Task Before(StationRun s) => s.Availability(s.Connector, "Inoperative", "Unavailable");

    public override async Task Run(StationRun s)
    {
        (await s.ReserveNow(s.Connector)).MustBe("Unavailable");
    }
}

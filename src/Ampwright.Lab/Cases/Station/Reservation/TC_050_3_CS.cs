using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Charge Point - Unavailable.</summary>
internal sealed class TC_050_3_CS : StationCase
{
    public override Task Before(StationRun s) => s.Availability(0, "Inoperative", "Unavailable");

    public override async Task Run(StationRun s)
    {
        (await s.ReserveNow(0)).MustBe("Unavailable");
    }
}

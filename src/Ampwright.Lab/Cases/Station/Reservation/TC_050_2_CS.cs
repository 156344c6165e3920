using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Charge Point - Occupied.</summary>
internal sealed class TC_050_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        foreach (var connector in Enumerable.Range(1, s.Settings.Connectors))
        {
            await s.Plug(connector);
            await s.Expect(Status(connector, "Preparing"));
        }
    }

    public override async Task Run(StationRun s)
    {
        (await s.ReserveNow(0)).MustBe("Occupied");
    }
}

using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Occupied.</summary>
internal sealed class TC_048_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Plug();
        await s.Expect(Status(s.Connector, "Preparing"));
    }

    public override async Task Run(StationRun s)
    {
        (await s.ReserveNow(s.Connector)).MustBe("Occupied");
    }
}

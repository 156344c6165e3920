using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Charge Point - Faulted.</summary>
internal sealed class TC_050_1_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.RaiseFault(0);
        await s.Expect(StationStates.AllStatuses(s, _ => ["Faulted"]));
    }

    public override async Task Run(StationRun s)
    {
        (await s.ReserveNow(0)).MustBe("Faulted");
    }
}

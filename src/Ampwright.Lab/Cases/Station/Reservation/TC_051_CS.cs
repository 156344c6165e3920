using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Cancel Reservation.</summary>
internal sealed class TC_051_CS : StationCase
{
    public override Task Before(StationRun s) => s.Reserved();

    public override async Task Run(StationRun s)
    {
        (await s.Call("CancelReservation", new { reservationId = s.LastReservation })).MustBe("Accepted");
        await s.Expect(Status(s.Connector, "Available"));
        var start = await s.Charging(s.Settings.Tag2);
        s.Check(start.Text("reservationId") is null, "no reservationId", $"it is {start.Text("reservationId")}", start);
    }
}

using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Cancel Reservation - Rejected.</summary>
internal sealed class TC_052_CS : StationCase
{
    public override Task Before(StationRun s) => s.Reserved();

    public override async Task Run(StationRun s)
    {
        (await s.Call("CancelReservation", new { reservationId = s.LastReservation + 1000 })).MustBe("Rejected");
        await s.Nothing(s.Settings.TransactionDuration / 2.0);
        s.Check(s.StatusOf(s.Connector) == "Reserved", "the reservation stays", $"the connector is {s.StatusOf(s.Connector)}");
    }
}

using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Charge Point - Transaction.</summary>
internal sealed class TC_049_CS : StationCase
{
    public override Task Before(StationRun s) => s.OthersUnavailable();

    public override async Task Run(StationRun s)
    {
        var reservation = await s.Reserved(connector: 0);
        StationReservations.Uses(s, await s.Charging(authorizeOptional: true), reservation);
    }
}

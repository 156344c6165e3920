using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Remote start transaction.</summary>
internal sealed class TC_046_2_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var reservation = await s.Reserved();
        StationReservations.Uses(s, await s.Charging(authorizeOptional: true), reservation);
    }
}

using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Charge Point - Rejected.</summary>
internal sealed class TC_050_4_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.RejectsReservations(0);
    }
}

using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Rejected.</summary>
internal sealed class TC_048_4_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.RejectsReservations(s.Connector);
    }
}

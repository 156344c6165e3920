using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Expire.</summary>
internal sealed class TC_047_CS : StationCase
{
    public override Task Before(StationRun s) => s.OthersUnavailable();

    public override async Task Run(StationRun s)
    {
        await s.Reserved(lasts: s.Settings.ReservationOffset);
        await s.Expect(Status(s.Connector, "Available"), s.Settings.ReservationOffset + s.Settings.TriggeredTimeout);
        await s.Charging(s.Settings.Tag2);
    }
}

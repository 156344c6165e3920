using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Faulted.</summary>
internal sealed class TC_048_1_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.RaiseFault(s.Connector);
        await s.Expect(Status(s.Connector, "Faulted"));
    }

    public override async Task Run(StationRun s)
    {
        (await s.ReserveNow(s.Connector)).MustBe("Faulted");
    }
}

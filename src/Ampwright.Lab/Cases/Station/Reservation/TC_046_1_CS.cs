using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Local start transaction.</summary>
internal sealed class TC_046_1_CS : StationCase
{
    public override Task Before(StationRun s) => s.OthersUnavailable();

    public override async Task Run(StationRun s)
    {
        var reservation = await s.Reserved();
        s.Tolerate(Authorize(s.Settings.Tag2));
        await s.Present(s.Settings.Tag2);
        await s.Nothing(s.Settings.TransactionDuration / 2.0, "StartTransaction");
        s.Tolerate(Authorize(s.Tag));
        await s.Present(s.Tag);
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Plug();
        StationReservations.Uses(s, await s.BeginsCharging(s.Tag), reservation);
    }
}

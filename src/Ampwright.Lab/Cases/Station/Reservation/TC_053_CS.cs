using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Use a reserved Connector with parentIdTag.</summary>
/// <remarks>Until 2025-06.</remarks>
internal class TC_053_CS : StationCase
{
    public override Task Before(StationRun s) => s.OthersUnavailable();

    public override async Task Run(StationRun s)
    {
        s.TellsParent = true;
        var reservation = await s.Reserved(parent: s.Settings.ParentTag);
        await s.Authorized(s.Settings.Tag2);
        await s.Plug();
        StationReservations.Uses(s, await s.BeginsCharging(s.Settings.Tag2), reservation);
    }
}

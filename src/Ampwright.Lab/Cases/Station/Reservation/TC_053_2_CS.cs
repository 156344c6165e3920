using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Use a reserved Connector with parentIdTag - Remote.</summary>
/// <remarks>Only an outline of this case is public: all that follows the reservation is doubtful.</remarks>
internal sealed class TC_053_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.OthersUnavailable();
        await s.SetIfThere("AuthorizeRemoteTxRequests", true);
    }

    public override async Task Run(StationRun s)
    {
        s.TellsParent = true;
        var reservation = await s.Reserved(parent: s.Settings.ParentTag);
        await s.RemoteStartDoubtful(s.Settings.Tag2);
        await s.ExpectDoubtful(Authorize(s.Settings.Tag2));
        await s.Plug();
        s.Tolerate(Status(s.Connector, "Preparing"));
        var came = await s.ExpectDoubtful([Start(s.Connector, s.Settings.Tag2), Status(s.Connector, "Charging")]);
        if (came.FirstOrDefault(call => call.Action == "StartTransaction") is { } start)
            s.CheckDoubtful(start.Number32("reservationId") == reservation, $"reservationId {reservation}", $"it is {start.Text("reservationId") ?? "missing"}");
    }
}

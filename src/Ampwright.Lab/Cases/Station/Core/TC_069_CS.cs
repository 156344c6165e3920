using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Stop transaction - ParentIdTag in StopTransaction matches ParentIdTag in StartTransaction.</summary>
internal sealed class TC_069_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        s.TellsParent = true;
        await s.SetIfThere("AuthorizeRemoteTxRequests", true);
        await s.OthersUnavailable();
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.Present(s.Settings.Tag2);
        await s.Expect(Authorize(s.Settings.Tag2));
        await s.Expect([Stop(transaction).With("idTag", s.Settings.Tag2), Status(s.Connector, "Finishing")]);
    }
}

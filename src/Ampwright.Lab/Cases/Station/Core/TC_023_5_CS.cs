using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Start remote Charging Session - Authorize invalid.</summary>
/// <remarks>That AuthorizeRemoteTxRequests is true before it is inferred: where it cannot be, the case is inconclusive and does not fail.</remarks>
internal sealed class TC_023_5_CS : StationCase
{
    public override Task Before(StationRun s) => s.Set("AuthorizeRemoteTxRequests", true);

    public override async Task Run(StationRun s)
    {
        await s.RemoteStart(s.Settings.InvalidTag);
        await s.Expect(Authorize(s.Settings.InvalidTag));
        await s.Plug();
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Nothing(s.Settings.TransactionDuration, "StartTransaction");
    }
}

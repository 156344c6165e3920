using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Start Charging Session - Lock Failure.</summary>
internal sealed class TC_024_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.RemoteStartedFirst();
        await s.PlugHalfway();
        await s.Expect(Status(s.Connector, "Faulted").With("errorCode", "ConnectorLockFailure"));
        await s.Nothing(s.Settings.TransactionDuration, "StartTransaction");
    }
}

using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Crash.Scenarios;

/// <summary>A car waits; the CSMS starts and stops it.</summary>
internal sealed class RemoteSession : LocalSession
{
    public override void Live(CrashWorld world)
    {
        world.Test.Plug();
        Assert.Equal(
            RemoteStartStopStatus.Accepted,
            world.Test.Call(new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = StationUnderTest.Tag }).Status.Value);
        world.Test.Pass(150);
        Assert.Equal(
            RemoteStartStopStatus.Accepted,
            world.Test.Call(new RemoteStopTransactionRequest { TransactionId = world.Starts.Values.Single() }).Status.Value);
        world.Test.Pass(5);
    }
}

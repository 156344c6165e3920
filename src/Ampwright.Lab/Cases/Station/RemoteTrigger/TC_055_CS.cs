using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.RemoteTrigger;

/// <summary>Trigger Message - Rejected.</summary>
internal sealed class TC_055_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("TriggerMessage", new { requestedMessage = "MeterValues", connectorId = s.Settings.Connectors + 1 })).MustBeOrError(null, "Rejected");
        await s.Nothing(s.Settings.TransactionDuration / 2.0, "MeterValues");
    }
}

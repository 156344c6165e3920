using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.RemoteTrigger;

/// <summary>Trigger Message.</summary>
internal sealed class TC_054_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.Triggered("MeterValues", Meter(s.Connector), s.Connector);
        await s.Triggered("Heartbeat", Heartbeat());
        await s.Triggered("StatusNotification", AnyStatus(s.Connector), s.Connector);
        await s.Triggered("DiagnosticsStatusNotification", Diagnostics("Idle"));
        var firmware = await s.Call("TriggerMessage", new { requestedMessage = "FirmwareStatusNotification" });
        firmware.MustBe("Accepted", "NotImplemented");
        if (firmware.Status == "Accepted") await s.Expect(Firmware("Idle"));
    }
}

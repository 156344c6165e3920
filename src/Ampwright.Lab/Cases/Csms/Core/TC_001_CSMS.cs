using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Cold Boot Charge Point.</summary>
/// <remarks>Where the accepted interval is longer than the configured one, the lab does not wait for it.</remarks>
internal sealed class TC_001_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var interval = await s.Boots();
        await s.KeepsStatus();
        for (var beat = 0; beat < 3; beat++)
        {
            await s.Nothing(Math.Min(interval, s.Settings.HeartbeatInterval));
            await s.Send("Heartbeat", new { });
        }
    }
}

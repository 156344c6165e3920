using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Secure Firmware Update - Invalid Signature.</summary>
internal sealed class TC_081_CS : StationCase
{
    public override Task Before(StationRun s) => s.KnowsTheSigner();

    public override async Task Run(StationRun s)
    {
        await s.SignedUpdate(spoilt: true);
        foreach (var status in new[] { "Downloading", "Downloaded", "InvalidSignature" }) await s.Expect(SignedFirmware(status), s.Settings.LongTimeout);
        await s.AllAvailableAgain();
    }
}

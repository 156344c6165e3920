using Ampwright.Lab.Certificates;
using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Invalid ChargePointCertificate Security Event.</summary>
internal sealed class TC_077_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.AsksForCertificate();
        // Of an authority that it does not know, for another key, and ended a day ago.
        using var stranger = LabAuthority.Make(s.Time.GetUtcNow(), "Somebody Else");
        using var invalid = stranger.ForStation(s.Line.Handshake!.Identity, s.Settings.CpoName, CertificateFault.Expired, s.Time.GetUtcNow());
        (await s.Call("CertificateSigned", new { certificateChain = invalid.ExportCertificatePem() })).MustBe("Rejected");
        await s.Expect(Event("InvalidChargePointCertificate"));
    }
}

using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Invalid CentralSystemCertificate Security Event.</summary>
internal sealed class TC_078_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        using var expired = s.Certificates.NewRoot("Ampwright Lab Expired Root", expired: true);
        (await s.Call("InstallCertificate", new { certificateType = StationSecurity.CsmsRoot, certificate = expired.ExportCertificatePem() })).MustBe("Rejected");
        await s.Expect(Event("InvalidCentralSystemCertificate"));
    }
}

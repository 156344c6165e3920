using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Invalid CentralSystemCertificate Security Event.</summary>
internal sealed class TC_078_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Installs(CsmsSecurity.CsmsRoot, s.Certificates.NewRoot("Ampwright Lab Unwanted Root"), "Rejected");
        await s.Reports("InvalidCentralSystemCertificate");
    }
}

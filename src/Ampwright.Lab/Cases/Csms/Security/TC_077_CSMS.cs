using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Invalid ChargePointCertificate Security Event.</summary>
internal sealed class TC_077_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.AsksForCertificate("Rejected");
        await s.Reports("InvalidChargePointCertificate");
    }
}

using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Update Charge Point Certificate by request of Central System.</summary>
internal sealed class TC_074_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var certificate = await s.RenewsCertificate();
        await s.Reconnects(s.Pass with { Certificate = certificate }, "with the new certificate");
        await s.Boots();
    }
}

using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Install a certificate on the Charge Point - ManufacturerRootCertificate.</summary>
internal sealed class TC_075_1_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.InstallsAndLists(CsmsSecurity.ManufacturerRoot);
}

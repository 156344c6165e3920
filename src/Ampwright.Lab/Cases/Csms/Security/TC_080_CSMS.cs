using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Secure Firmware Update.</summary>
internal sealed class TC_080_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) =>
        s.UpdatesSignedFirmware(spoilt: false, "Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting", "Installed");
}

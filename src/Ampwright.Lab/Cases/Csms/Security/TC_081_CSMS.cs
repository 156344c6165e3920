using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Secure Firmware Update - Invalid Signature.</summary>
internal sealed class TC_081_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.UpdatesSignedFirmware(spoilt: true, "Downloading", "Downloaded", "InvalidSignature");
}

using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Delete a specific certificate from the Charge Point.</summary>
internal sealed class TC_076_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        foreach (var algorithm in s.Newest ? ["SHA256", "SHA384", "SHA512"] : new[] { s.Settings.HashAlgorithm }) await s.InstallsAndDeletes(algorithm);
    }
}

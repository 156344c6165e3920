using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Regular Charging Session - Identification First.</summary>
internal sealed class TC_004_1_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.Charging();
}

using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.SmartCharging;

/// <summary>Central Smart Charging - TxDefaultProfile.</summary>
internal sealed class TC_056_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.ProfileSet(s.Connector, CsmsProfiles.Make(s, 1, "TxDefaultProfile", s.Settings.StackLevel));
        CsmsProfiles.IsDefaultProfile(s, call);
        await s.HoldsProfile(1, s.Connector, "TxDefaultProfile");
        await s.StillAnswers();
    }
}

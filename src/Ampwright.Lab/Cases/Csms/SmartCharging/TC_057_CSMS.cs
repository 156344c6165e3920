using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.SmartCharging;

/// <summary>Central Smart Charging - TxProfile.</summary>
internal sealed class TC_057_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Charging();

    public override async Task Run(CsmsRun s)
    {
        var profile = CsmsProfiles.Make(s, 1, "TxProfile", s.Settings.StackLevel);
        profile["transactionId"] = s.Transaction;
        CsmsProfiles.IsTxProfile(s, await s.ProfileSet(s.Connector, profile), s.Transaction);
        await s.HoldsProfile(1, s.Connector, "TxProfile");
    }
}

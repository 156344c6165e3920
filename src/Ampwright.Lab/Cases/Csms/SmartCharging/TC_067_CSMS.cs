using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.SmartCharging;

/// <summary>Clear Charging Profile.</summary>
internal sealed class TC_067_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.ChargingWhereNewest();

    public override async Task Run(CsmsRun s)
    {
        var level = s.Settings.StackLevel;
        // 2025-11: one of each purpose on one level; before: three defaults on three levels.
        await s.ProfileSet(s.Newest ? 0 : s.Connector, CsmsProfiles.Make(s, 1, s.Newest ? "ChargePointMaxProfile" : "TxDefaultProfile", level));
        var second = s.Newest ? level : level + 1;
        await s.ProfileSet(s.Connector, CsmsProfiles.Make(s, 2, "TxDefaultProfile", second));
        var third = CsmsProfiles.Make(s, 3, s.Newest ? "TxProfile" : "TxDefaultProfile", s.Newest ? level : level + 2);
        if (s.Newest) third["transactionId"] = s.Transaction;
        await s.ProfileSet(s.Connector, third);
        await s.HoldsProfile(2, s.Connector, "TxDefaultProfile");

        s.HasOnly(await s.Commanded("ClearChargingProfile", new { id = 1 }), ("id", "1"));
        await s.ShowsNoMore(CsmsRecord.ChargingProfile, 1);
        s.HasOnly(
            await s.Commanded("ClearChargingProfile", new { connectorId = s.Connector, chargingProfilePurpose = "TxDefaultProfile", stackLevel = second }),
            ("connectorId", $"{s.Connector}"), ("chargingProfilePurpose", "TxDefaultProfile"), ("stackLevel", $"{second}"));
        await s.ShowsNoMore(CsmsRecord.ChargingProfile, 2);
        s.HasOnly(await s.Commanded("ClearChargingProfile", new { }));
        await s.ShowsNoMore(CsmsRecord.ChargingProfile, 3);
    }
}

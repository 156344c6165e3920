using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Upgrade Charge Point Security Profile - Accepted.</summary>
internal sealed class TC_083_CSMS : CsmsCase
{
    private Pass? _higher;

    public override async Task Before(CsmsRun s)
    {
        s.NeedsTls();
        _higher = s.Pass.Profile == 1 ? s.Pass with { Profile = 2 } : new Pass(3, null, await s.RenewsCertificate());
    }

    public override async Task Run(CsmsRun s)
    {
        var old = s.Pass;
        var call = await s.RaisesProfile(_higher!.Profile, CsmsRun.Accepting);
        s.Has(call, ("key", "SecurityProfile"), ("value", $"{_higher.Profile}"));
        s.Has(await s.Expect(Expected.Any("Reset"), s.Settings.LongTimeout), ("type", "Hard"));
        await s.Reconnects(_higher, $"by security profile {_higher.Profile}");
        await s.Boots();
        await s.IsTurnedAway(old, $"by security profile {old.Profile}");
        await s.Reconnects(_higher, $"by security profile {_higher.Profile}");
        await s.Boots();
    }
}

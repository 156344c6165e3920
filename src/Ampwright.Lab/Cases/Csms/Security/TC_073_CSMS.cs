using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Update Charge Point Password for HTTP Basic Authentication.</summary>
internal sealed class TC_073_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var before = s.Pass;
        var call = await s.Commanded("ChangeConfiguration", new { key = "AuthorizationKey", value = Secrets.TestKey });
        s.Has(call, ("key", "AuthorizationKey"), ("value", Secrets.TestKey));
        await s.Reconnects(before with { Password = Convert.FromHexString(Secrets.TestKey) }, "with the new password");
        await s.Boots();
        if (before.Password is null) return;
        // The one that the run was told is the station's again.
        await s.Commanded("ChangeConfiguration", new { key = "AuthorizationKey", value = Convert.ToHexString(before.Password) });
        await s.Reconnects(before, "with the password before");
        await s.Boots();
    }
}

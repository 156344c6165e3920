using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.LocalAuthListManagement;

/// <summary>Send Local Authorization List - Differential.</summary>
internal sealed class TC_043_5_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var version = 1;
        if (s.Newest) version = (await s.ListSent(1, "Full", s.Tag, "Accepted")).Number32("listVersion")!.Value;
        var call = await s.ListSent(2, "Differential", s.Settings.Tag2, "Accepted");
        s.Has(call, ("updateType", "Differential"));
        s.ListIsWhole(call);
        await s.KeepsListed(s.Settings.Tag2);
        await s.StillAnswers();
        if (!s.Newest) return;
        s.Check(call.Number32("listVersion") > version, $"a version greater than {version}", $"it is {call.Text("listVersion")}", call);
        var entries = call.Member("localAuthorizationList")!.Value;
        s.Check(
            entries.GetArrayLength() == 1 && entries[0].GetProperty("idTag").GetString() == s.Settings.Tag2, $"only {s.Settings.Tag2}", $"it is {entries.GetRawText()}", call);
    }
}

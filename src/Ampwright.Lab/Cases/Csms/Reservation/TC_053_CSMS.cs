using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Use a reserved Connector with parentIdTag.</summary>
internal sealed class TC_053_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var reservation = await s.Reserved(s.Settings.ParentTag);
        await s.Authorizes(s.Tag);
        await s.Tells("Preparing");
        await s.Starts(s.Tag, reservation);
        await s.Tells("Charging");
        var answer = await s.Authorizes(s.Settings.Tag2);
        answer.Must(CsmsSessions.Parent(answer) == s.Settings.ParentTag, $"parentIdTag {s.Settings.ParentTag}");
        await s.Stops("Local", tag: s.Settings.Tag2);
        await s.Tells("Finishing");
    }
}

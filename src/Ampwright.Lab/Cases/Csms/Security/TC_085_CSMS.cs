using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Basic Authentication - Valid username/password combination.</summary>
internal sealed class TC_085_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Drops();
        if (s.Newest) await s.IsTurnedAway(s.Pass with { Password = null }, "without Authorization");
        if (await s.OpensTheDoor(s.Pass with { Password = new byte[20] }, "with a wrong password")) s.Remark("Beyond the case: a wrong password opened the door.");
        await s.Reconnects(s.Pass, "with the right password");
        await s.Boots(doubtful: true);
    }
}

using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Basic Authentication - Valid username/password combination.</summary>
internal sealed class TC_085_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        s.ProvesItselfByPassword(await s.ConnectsAnew());
        s.JudgeChecks("the password");
        await s.Booted();
    }
}

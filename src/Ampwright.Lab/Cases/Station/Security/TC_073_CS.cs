using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Update Charge Point Password for HTTP Basic Authentication.</summary>
internal sealed class TC_073_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var before = s.Door.Password;
        await s.TakesPassword(Secrets.TestKey);
        // The one that the run was told is the station's again.
        if (before is not null) await s.TakesPassword(Convert.ToHexString(before));
    }
}

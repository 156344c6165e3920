using System.Text.Json.Nodes;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.LocalAuthListManagement;

/// <summary>Get Local List Version (not supported).</summary>
internal sealed class TC_042_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Commanded("GetLocalListVersion", new { }, _ => new JsonObject { ["listVersion"] = -1 });
        await s.StillAnswers();
    }
}

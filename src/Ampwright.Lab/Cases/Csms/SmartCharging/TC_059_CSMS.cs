using System.Text.Json.Nodes;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.SmartCharging;

/// <summary>Remote Start Transaction with Charging Profile.</summary>
internal sealed class TC_059_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var request = new JsonObject
        {
            ["connectorId"] = s.Connector,
            ["idTag"] = s.Tag,
            ["chargingProfile"] = CsmsProfiles.Make(s, 1, "TxProfile", s.Settings.StackLevel, relative: true),
        };
        var call = await s.Commanded("RemoteStartTransaction", request);
        s.Has(call, ("connectorId", $"{s.Connector}"), ("idTag", s.Tag));
        CsmsProfiles.IsProfileOfRemoteStart(s, call);
        await s.Authorizes(s.Tag);
        await s.Tells("Preparing");
        await s.Starts(s.Tag);
        await s.Tells("Charging");
    }
}

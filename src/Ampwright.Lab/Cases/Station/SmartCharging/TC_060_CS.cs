using System.Text.Json.Nodes;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Remote Start Transaction with Charging Profile - Rejected.</summary>
internal sealed class TC_060_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var request = new JsonObject
        {
            ["connectorId"] = s.Connector,
            ["idTag"] = s.Tag,
            ["chargingProfile"] = s.Profile(1, "TxDefaultProfile", s.Settings.ScheduleDuration, new Period(0, 6)),
        };
        (await s.Call("RemoteStartTransaction", request)).MustBeOrError("PropertyConstraintViolation", "Rejected");
    }
}

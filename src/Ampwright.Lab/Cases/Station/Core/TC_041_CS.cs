using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Fault Behavior.</summary>
internal sealed class TC_041_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.RaiseFault(s.Connector);
        await s.Expect(Status(s.Connector, "Faulted"));
        s.Tolerate(Authorize());
        await s.Plug();
        if (s.Declared("C-07")) await s.Present(s.Tag);
        else await s.Call("RemoteStartTransaction", new { connectorId = s.Connector, idTag = s.Tag });
        await s.Nothing(s.Settings.TransactionDuration, "StartTransaction");
        await s.StillAnswers();
    }
}

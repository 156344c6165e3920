using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Power failure boot charging point-configured to stop transaction(s).</summary>
internal sealed class TC_032_2_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.CutPower();
        await s.RestorePower();
        s.Tolerate(Stop(transaction, "PowerLoss"));
        var others = StationStates.AllStatuses(s, _ => ["Available"]).Where((_, connector) => connector != s.Connector);
        await s.Expect([Boot(), .. others, Status(s.Connector, "Preparing", "Finishing", "Charging")], s.Settings.LongTimeout);
        if (s.Came("StopTransaction")) return;
        if (s.StatusOf(s.Connector) == "Charging")
        {
            // Resumed: the driver ends it.
            await s.Present(s.Tag);
            await s.Expect([Stop(transaction, "Local"), Status(s.Connector, "Finishing")]);
            return;
        }
        await s.Expect(Stop(transaction, "PowerLoss"), s.Settings.LongTimeout);
    }
}

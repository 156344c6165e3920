using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Power failure boot charging point-configured to stop transaction(s).</summary>
internal sealed class TC_032_2_CS : StationCase
{
    private static readonly string[] Ended = ["Preparing", "Finishing"];

    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.CutPower();
        await s.RestorePower();
        var others = StationStates.AllStatuses(s, _ => ["Available"]).Where((_, connector) => connector != s.Connector);
        await s.Expect([Boot(), .. others, Status(s.Connector, [.. Ended, "Charging"]), Stop(transaction, "PowerLoss") with { Optional = true }], s.Settings.LongTimeout);
        if (!s.Came("StopTransaction"))
        {
            var resumed = s.StatusOf(s.Connector) == "Charging";
            // The driver ends it.
            if (resumed) await s.Present(s.Tag);
            await s.Expect(Stop(transaction, resumed ? "Local" : "PowerLoss"), s.Settings.LongTimeout);
        }
        if (!Ended.Contains(s.StatusOf(s.Connector))) await s.Expect(Status(s.Connector, Ended));
    }
}

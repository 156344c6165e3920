using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Power failure boot charging point - configured to stop transaction(s) before going down.</summary>
internal sealed class TC_032_1_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.CutPowerHeld();
        await s.Expect([Stop(transaction, "PowerLoss"), Status(s.Connector, "Finishing")]);
        await s.ExpectGone();
        await s.RestorePower();
        await s.Expect(Boot(), s.Settings.LongTimeout);
        await s.Expect(s.StatusesAfterTransaction());
    }
}

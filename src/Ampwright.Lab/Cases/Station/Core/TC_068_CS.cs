using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Stop transaction - IdTag in StopTransaction matches IdTag in StartTransaction.</summary>
/// <remarks>A foreign card asks nobody here, while TC_069_CS wants an Authorize for one of the same group: here no parent was told.</remarks>
internal sealed class TC_068_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.OthersUnavailable();
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.Present(s.Settings.Tag2);
        await s.Nothing(s.Settings.TransactionDuration, "Authorize", "StopTransaction");
        await s.Present(s.Tag);
        await s.Expect([Stop(transaction).With("idTag", s.Tag), Status(s.Connector, "Finishing")]);
    }
}

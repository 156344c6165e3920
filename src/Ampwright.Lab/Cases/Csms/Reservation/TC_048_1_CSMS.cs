using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Connector - Faulted.</summary>
internal sealed class TC_048_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Reserves(s.Connector, "Faulted");
        await s.StillAnswers();
    }
}

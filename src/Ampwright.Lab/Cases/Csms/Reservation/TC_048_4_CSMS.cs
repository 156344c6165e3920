using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Connector - Rejected.</summary>
internal sealed class TC_048_4_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Reserves(s.Connector, "Rejected");
        await s.StillAnswers();
    }
}

using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Connector - Occupied.</summary>
internal sealed class TC_048_2_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Tells("Preparing");

        await s.Reserves(s.Connector, "Occupied");
        await s.StillAnswers();
    }
}

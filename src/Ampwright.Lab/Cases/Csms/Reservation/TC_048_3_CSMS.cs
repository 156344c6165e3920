using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Connector - Unavailable.</summary>
internal sealed class TC_048_3_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(await s.Commanded("ChangeAvailability", new { connectorId = s.Connector, type = "Inoperative" }), ("type", "Inoperative"), ("connectorId", $"{s.Connector}"));
        await s.Tells("Unavailable");

        await s.Reserves(s.Connector, "Unavailable");
        await s.StillAnswers();
    }
}

using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Cancel Reservation - Rejected.</summary>
internal sealed class TC_052_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var reservation = await s.Reserved();
        // 2024-04: another id than the reserved one; 2025-11: the station has dropped it already.
        if (s.Newest) await s.Tells("Available");
        var call = await s.Commanded("CancelReservation", new { reservationId = s.Newest ? reservation : reservation + 1000 }, "Rejected");
        if (!s.Newest) s.Check(call.Number32("reservationId") != reservation, $"another reservationId than {reservation}", "it is that", call);
        await s.StillAnswers();
    }
}

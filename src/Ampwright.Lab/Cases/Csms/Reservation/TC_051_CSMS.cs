using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Cancel Reservation.</summary>
internal sealed class TC_051_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var reservation = await s.Reserved();
        s.Has(await s.Commanded("CancelReservation", new { reservationId = reservation }), ("reservationId", $"{reservation}"));
        await s.Tells("Available");
        await s.Shows(CsmsRecord.Reservation, reservation, ("status", "Cancelled"));
    }
}

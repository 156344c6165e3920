using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Charge Point - Transaction.</summary>
internal sealed class TC_049_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.Reserves(0, "Accepted");
        await s.AllTell("Reserved");
        await s.KeepsReservation(call);
    }
}

using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Connector - Expire.</summary>
internal sealed class TC_047_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var (offset, tolerance) = (s.Settings.ReservationOffset, s.Settings.Tolerances.Expiry);
        var call = await s.Reserves(s.Connector, "Accepted", offset);
        s.Check(
            call.Time("expiryDate") is { } expiry && Math.Abs((expiry - s.Time.GetUtcNow()).TotalSeconds - offset) <= tolerance,
            $"expiryDate {offset} s from now (±{tolerance} s)",
            $"it is {call.Text("expiryDate")}",
            call);
        await s.Tells("Reserved");
        await s.KeepsReservation(call);
        await s.Nothing(offset);
        await s.Tells("Available");
    }
}

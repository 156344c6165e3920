using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Connector - Expire.</summary>
internal sealed class TC_047_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var offset = s.Settings.ReservationOffset;
        var call = await s.Reserves(s.Connector, "Accepted", offset);
        s.Check(
            call.Time("expiryDate") is { } expiry && Math.Abs((expiry - s.Time.GetUtcNow()).TotalSeconds - offset) <= 5,
            $"expiryDate {offset} s from now (±5 s)",
            $"it is {call.Text("expiryDate")}",
            call);
        await s.Tells("Reserved");
        await s.Nothing(offset);
        await s.Tells("Available");
    }
}

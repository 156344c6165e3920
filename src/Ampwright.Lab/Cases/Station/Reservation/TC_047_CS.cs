using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Reservation;

/// <summary>Reservation of a Connector - Expire.</summary>
internal sealed class TC_047_CS : StationCase
{
    public override Task Before(StationRun s) => s.OthersUnavailable();

    public override async Task Run(StationRun s)
    {
        var (offset, tolerance) = (s.Settings.ReservationOffset, s.Settings.Tolerances.Expiry);
        var asked = s.Time.GetTimestamp();
        await s.Reserved(lasts: offset);
        var ended = await s.Expect(Status(s.Connector, "Available"), offset + tolerance);
        var lasted = s.SinceTimestamp(asked, ended).TotalSeconds;
        s.Check(Math.Abs(lasted - offset) <= tolerance, $"Available {offset} s after ReserveNow (±{tolerance} s)", $"it came after {lasted:0.0} s", ended);
        await s.Charging(s.Settings.Tag2);
    }
}

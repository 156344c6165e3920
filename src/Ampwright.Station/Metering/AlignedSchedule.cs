namespace Ampwright.Station.Metering;

/// <summary>
/// The instants of clock-aligned data: slices of the interval counted from 00:00:00 UTC, starting anew each midnight
/// when the interval does not divide the day. OCPP 1.6 ed. 2 §9.1.5; the zone of "midnight" is open there, UTC is ours.
/// </summary>
internal static class AlignedSchedule
{
    /// <summary>The first boundary later than the given instant.</summary>
    /// <param name="interval">ClockAlignedDataInterval, positive.</param>
    public static DateTimeOffset Next(DateTimeOffset after, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        var utc = after.ToUniversalTime();
        var midnight = new DateTimeOffset(utc.Date, TimeSpan.Zero);
        var next = midnight.AddTicks(((utc - midnight).Ticks / interval.Ticks + 1) * interval.Ticks);
        var tomorrow = midnight.AddDays(1);
        return next < tomorrow ? next : tomorrow;
    }
}

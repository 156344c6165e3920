namespace Ampwright.Csms.Uptime;

/// <summary>
/// Reliability by regulation 7 of the Public Charge Point Regulations 2023 (SI 2023/1168), over a calendar year, in the EVSE statuses of OCPI 2.2.1:
/// <code>
///   reliable       working: AVAILABLE, CHARGING, RESERVED     ineligible for measurement: UNKNOWN (offline too), BLOCKED
///   not reliable   INOPERATIVE (Unavailable), OUTOFORDER (Faulted, or delivers nothing)
/// </code>
/// Only hours in which the site is open count (paragraph 5).
/// </summary>
internal sealed record UkReliability
{
    /// <summary>Of the network, on average (paragraph 2).</summary>
    public const decimal Required = 99;

    /// <summary>From so many watts on a charge point is rapid (regulation 2).</summary>
    public const long RapidWatts = 50_000;

    public required decimal WorkingMinutes { get; init; }

    public required decimal IneligibleMinutes { get; init; }

    public required decimal NotWorkingMinutes { get; init; }

    public decimal Minutes => WorkingMinutes + IneligibleMinutes + NotWorkingMinutes;

    /// <summary>Null where nothing was measured.</summary>
    public decimal? Percent => Minutes == 0 ? null : (WorkingMinutes + IneligibleMinutes) / Minutes * 100;

    public static UkReliability Of(PortTimeline port, TimeSet window)
    {
        var measured = port.Known.And(window).Without(port.Closed);
        // The status is one: blocked goes before unknown, unknown before what was shown last.
        var ineligible = port.Blocked.Or(port.Offline).Or(port.Strange.Without(port.Unavailable.Or(port.Faulted)).Without(port.NotDelivering)).And(measured);
        var notWorking = port.Unavailable.Or(port.Faulted).Or(port.NotDelivering).And(measured).Without(ineligible);
        return new UkReliability
        {
            IneligibleMinutes = ineligible.Minutes,
            NotWorkingMinutes = notWorking.Minutes,
            WorkingMinutes = measured.Minutes - ineligible.Minutes - notWorking.Minutes,
        };
    }

    /// <summary>Of several ports: each minute of each counts the same.</summary>
    public static UkReliability Of(IReadOnlyCollection<UkReliability> ports) => new()
    {
        WorkingMinutes = ports.Sum(port => port.WorkingMinutes),
        IneligibleMinutes = ports.Sum(port => port.IneligibleMinutes),
        NotWorkingMinutes = ports.Sum(port => port.NotWorkingMinutes),
    };
}

namespace Ampwright.Station.Connection;

/// <summary>
/// How long to wait before dialling again: minimum + random(0..range), doubled after each failure up to a number of times,
/// then constant. The cause does not matter, a 404 or a 401 included (OCPP-J errata v1.0 3.3).
/// </summary>
/// <remarks>OCPP 1.6 asks for a back-off and gives no numbers; these are the ones OCPP 2.0.1 names RetryBackOff….</remarks>
internal sealed record BackOffRule(TimeSpan Minimum, TimeSpan RandomRange, int RepeatTimes)
{
    public static readonly BackOffRule Default = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), 3);

    /// <param name="failures">Attempts that failed since the last good connection, 1 or more.</param>
    public TimeSpan Wait(int failures, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var doublings = Math.Min(failures - 1, RepeatTimes);
        return (Minimum + RandomRange * random.NextDouble()) * (1 << doublings);
    }
}

namespace Ampwright.Station.Tests.Years;

/// <summary>
/// Plug, card, RemoteStart, RemoteStop, Reset, ChangeAvailability and a lost connection in every kind of order, from the same instant to a few
/// seconds apart: nothing is lost or doubled, and afterwards the connector serves a driver as if nothing had been.
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private const int InOneLife = 250;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Two_hundred_and_fifty_interleavings_of_a_life_break_nothing_and_leave_no_connector_stuck(int seed)
    {
        using var life = new StationYear(1000 + (4 * seed), new YearSetting("full", MostQueuedMessages: 12_000, SameIdOnRetry: seed % 2 == 0));
        var sessions = life.Interleave(InOneLife);
        output.WriteLine($"seed {seed}: {InOneLife} interleavings, {sessions} sessions");
        Assert.True(sessions >= 2 * InOneLife / 3, $"only {sessions} sessions");
    }
}

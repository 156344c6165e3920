using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Tests.Cases;
using Ampwright.Lab.Tests.Peers;

namespace Ampwright.Lab.Tests.Reports;

/// <summary>Which reading of an ambiguous clause a run met.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("TC_036_CS", 1, "not sent")]
    [InlineData("TC_071_CS", 7, "the boundary")]
    [InlineData("TC_045_1_CS", 22, "PUT")]
    public void A_station_shows_how_it_reads_a_clause(string id, int row, string taken)
    {
        var result = StationTrial.Run(id);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains(new Reading(row, taken), result.Readings!);
    }

    [Theory]
    [InlineData("TC_043_3_CS")]
    [InlineData("TC_027_CS")]
    public void A_refusal_for_another_reason_is_no_reading_of_a_clause(string id) =>
        Assert.DoesNotContain(StationTrial.Run(id).Readings ?? [], reading => reading.Row is 12 or 13 or 18);

    [Fact]
    public void A_CSMS_shows_how_it_turns_a_connection_down() => Assert.Contains(new Reading(27, "refused"), CsmsTrial.Run("TC_088_CSMS").Readings!);

    [Fact]
    public void The_other_reading_passes_too_and_is_told()
    {
        var result = StationTrial.Run("TC_036_CS", Lie.Behaves("boots-after-a-reconnect"));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Contains(new Reading(1, "sent"), result.Readings!);
    }

    [Fact]
    public void Every_reading_that_a_run_can_meet_stands_in_the_table()
    {
        Assert.Equal(Enumerable.Range(1, 27), Ambiguity.All.Select(one => one.Row));
        Assert.All(Ambiguity.All, one => Assert.True(one.Readings.Count >= 2 || one.Row == 20));
        Reading[] seen = [new(1, "sent"), new(1, "not sent"), new(7, "the boundary"), new(22, "PUT"), new(27, "refused"), new(10, "accepted"), new(8, "direct")];
        Assert.All(seen, reading => Assert.Contains(reading.Taken, Ambiguity.All.Single(one => one.Row == reading.Row).Readings));
    }
}

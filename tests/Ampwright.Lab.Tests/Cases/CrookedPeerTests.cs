using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Peers;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>Peers that are wrong altogether.</summary>
public sealed class CrookedPeerTests
{
    public static TheoryData<string> Ids => [.. StationCases.Ids.Order()];

    // Cases in which the lab asks nothing are not about answers.
    public static TheoryData<string> IdsWithCalls => [.. StationCases.Ids.Except(["TC_001_CS", "TC_003_CS", "TC_041_CS"]).Order()];

    [Theory]
    [MemberData(nameof(IdsWithCalls))]
    public void A_station_that_never_answers_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Mute).Verdict);

    [Theory]
    [MemberData(nameof(IdsWithCalls))]
    public void A_station_that_answers_after_the_time_out_passes_nothing(string id) =>
        Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Late).Verdict);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_breaks_a_schema_anywhere_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Sloppy).Verdict);

    [Fact]
    public void A_broken_schema_is_a_fail_also_before_the_case_and_names_the_frame_and_the_clause()
    {
        var result = StationTrial.Run("TC_012_CS", Lie.Sloppy);
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.NotNull(result.Frame);
        Assert.Contains("schemas", result.Clause);
    }
}

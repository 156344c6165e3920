using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>Peers that are wrong altogether: they pass nothing.</summary>
public sealed class CrookedPeerTests
{
    // Those that look again at what a station was told to keep.
    private static readonly string[] LookAgain =
    [
        "TC_005_3_CS", "TC_007_1_CS", "TC_013_CS", "TC_014_CS", "TC_021_CS", "TC_034_CS", "TC_036_CS", "TC_061_CS", "TC_061_1_CS", "TC_068_CS", "TC_070_CS", "TC_071_CS",
        "TC_008_1_CS", "TC_023_CS", "TC_023_4_CS", "TC_043_CS", "TC_043_2_CS", "TC_046_1_CS", "TC_046_2_CS", "TC_047_CS", "TC_048_1_CS", "TC_048_2_CS", "TC_048_3_CS", "TC_049_CS", "TC_050_1_CS", "TC_050_2_CS",
        "TC_050_3_CS", "TC_051_CS", "TC_052_CS", "TC_053_CS", "TC_053_1_CS", "TC_053_2_CS", "TC_056_CS", "TC_057_CS", "TC_058_1_CS", "TC_058_2_CS", "TC_066_CS",
        "TC_067_CS", "TC_072_CS", "TC_082_CS", "TC_073_CS", "TC_075_1_CS", "TC_075_2_CS", "TC_076_CS",
    ];

    public static TheoryData<string> Ids => [.. StationCases.Ids.Order()];

    public static TheoryData<string> KeepingIds => [.. LookAgain];

    public static TheoryData<string> CsmsIds => [.. CsmsCases.Ids.Order()];

    public static TheoryData<string> ReadingCsmsIds => [.. CsmsCases.Ids.Where(ReadsBack).Order()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_never_answers_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Mute).Verdict);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_answers_after_the_time_out_passes_nothing(string id) =>
        Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Late).Verdict);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_breaks_a_schema_anywhere_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Sloppy).Verdict);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_says_nothing_at_all_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Silence).Verdict);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_answers_everything_Accepted_and_does_nothing_for_it_passes_nothing(string id) =>
        Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Behaves("accepts-everything")).Verdict);

    [Theory]
    [MemberData(nameof(KeepingIds))]
    public void A_station_that_is_right_on_the_wire_and_keeps_nothing_passes_nothing(string id) =>
        Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, Lie.Behaves("keeps-nothing")).Verdict);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_says_again_what_it_said_in_a_good_run_passes_nothing(string id)
    {
        var trace = new StringWriter();
        Assert.Equal(Verdict.Pass, StationTrial.Run(id, trace: trace).Verdict);
        var recorded = TraceReader.Parse(trace.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        // Another day, another card.
        var settings = StationTrial.Settings with { Tag = "04A1B2C3D4E511", Tag2 = "04A1B2C3D4E512" };
        Assert.NotEqual(Verdict.Pass, StationTrial.Run(id, (time, bench) => new BlindStation(time, bench, recorded), settings).Verdict);
    }

    [Theory]
    [MemberData(nameof(CsmsIds))]
    public void A_CSMS_that_answers_everything_Accepted_and_keeps_and_sends_nothing_passes_nothing(string id) =>
        Assert.NotEqual(Verdict.Pass, CsmsTrial.Run(id, Lie.Behaves("accepts-everything")).Verdict);

    [Theory]
    [MemberData(nameof(CsmsIds))]
    public void A_CSMS_that_says_nothing_at_all_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, CsmsTrial.Run(id, Lie.Silence).Verdict);

    [Theory]
    [MemberData(nameof(CsmsIds))]
    public void A_CSMS_that_says_again_what_it_said_in_a_good_run_passes_nothing(string id)
    {
        var trace = new StringWriter();
        Assert.Equal(Verdict.Pass, CsmsTrial.Run(id, trace: trace).Verdict);
        var recorded = TraceReader.Parse(trace.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.NotEqual(Verdict.Pass, CsmsTrial.RunBlind(id, recorded).Verdict);
    }

    [Theory]
    [MemberData(nameof(ReadingCsmsIds))]
    public void A_CSMS_that_is_right_on_the_wire_and_keeps_nothing_passes_nothing(string id) =>
        Assert.NotEqual(Verdict.Pass, CsmsTrial.Run(id, Lie.Behaves("stores-nothing")).Verdict);

    [Fact]
    public void Many_cases_of_a_CSMS_read_back_what_it_keeps() => Assert.InRange(CsmsCases.Ids.Count(ReadsBack), 36, CsmsCases.Ids.Count);

    [Fact]
    public void A_broken_schema_is_a_fail_also_before_the_case_and_names_the_frame_and_the_clause()
    {
        var result = StationTrial.Run("TC_012_CS", Lie.Sloppy);
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.NotNull(result.Frame);
        Assert.Contains("schemas", result.Clause);
    }

    private static bool ReadsBack(string id)
    {
        var trace = new StringWriter();
        CsmsTrial.Run(id, trace: trace);
        return trace.ToString().Contains("\"action\":\"read\"");
    }
}

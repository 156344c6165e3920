using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Tests.Cases;

public sealed class StationCaseTests
{
    public static TheoryData<string> Ids => [.. StationCases.Ids.Order()];

    public static TheoryData<string> Lies => [.. StationLies.All.Select(liar => $"{liar.Id} {liar.Lie.Name}")];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_station_that_does_everything_right_passes(string id)
    {
        var trace = new StringWriter();
        var result = StationTrial.Run(id, trace: trace);
        Assert.True(result.Verdict == Verdict.Pass, $"{Told(result)}\n{trace}");
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_station_with_one_fault_fails_at_the_step_of_that_fault(string liar)
    {
        var (id, lie, step) = StationLies.All.Single(one => $"{one.Id} {one.Lie.Name}" == liar);
        var trace = new StringWriter();
        var result = StationTrial.Run(id, lie, trace: trace);
        Assert.True(result.Verdict == Verdict.Fail, $"{Told(result)}\n{trace}");
        Assert.Contains(step, result.Step);
    }

    [Fact]
    public void Every_case_has_a_liar() => Assert.Empty(StationCases.Ids.Except(StationLies.All.Select(liar => liar.Id)).Order());

    [Fact]
    public void Every_case_of_the_catalogue_that_is_not_retired_can_be_run() =>
        Assert.Empty(CaseCatalogue.All.Where(row => row is { Side: Side.Station, Retired: false }).Select(row => row.Id).Except(StationCases.Ids).Except(NotYet));

    // Those that need certificates and TLS hand-shakes.
    private static readonly string[] NotYet =
        [.. CaseCatalogue.All.Where(row => row.Side == Side.Station && row.Profile is "Security").Select(row => row.Id)];

    private static string Told(CaseResult result) =>
        $"{result.Id} {result.Verdict} at {result.Step}: expected {result.Expected}; {result.Found}. {string.Join("; ", result.Remarks)}";
}

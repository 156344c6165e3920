using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Tests.Cases;

public sealed class StationCaseTests
{
    public static TheoryData<string> Ids => [.. StationCases.Ids.Order()];

    public static TheoryData<string, int> HigherConnections
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var row in CaseCatalogue.All.Where(row => row.Side == Side.Station))
            {
                foreach (var profile in row.Connections.Skip(1)) data.Add(row.Id, profile);
            }
            return data;
        }
    }

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
    [MemberData(nameof(HigherConnections))]
    public void A_station_that_does_everything_right_passes_over_every_connection_that_the_case_is_for(string id, int profile)
    {
        var trace = new StringWriter();
        var result = StationTrial.Run(id, trace: trace, connected: profile);
        Assert.True(result.Verdict == Verdict.Pass, $"{Told(result)}\n{trace}");
    }

    [Fact]
    public void A_case_over_a_connection_that_it_is_not_for_is_not_judged()
    {
        var result = StationTrial.Run("TC_086_CS", connected: 1);
        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Contains("security profile 2 or 3", result.Expected);
    }

    [Theory]
    [InlineData("TC_086_CS")]
    public void What_a_case_finds_beyond_its_text_is_a_remark(string id)
    {
        var result = StationTrial.Run(id, Peers.Lie.Behaves("trusts-any-server"));
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal(3, result.Remarks.Count(remark => remark.StartsWith("Beyond the case: ", StringComparison.Ordinal)));
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
        Assert.Contains($"test case {id}", result.Clause ?? "");
    }

    [Fact]
    public void Every_case_has_a_liar() => Assert.Empty(StationCases.Ids.Except(StationLies.All.Select(liar => liar.Id)).Order());

    [Fact]
    public void Every_case_of_the_catalogue_that_is_not_retired_can_be_run() =>
        Assert.Empty(CaseCatalogue.All.Where(row => row is { Side: Side.Station, Retired: false }).Select(row => row.Id).Except(StationCases.Ids));

    private static string Told(CaseResult result) =>
        $"{result.Id} {result.Verdict} at {result.Step}: expected {result.Expected}; {result.Found}. {string.Join("; ", result.Remarks)}";
}

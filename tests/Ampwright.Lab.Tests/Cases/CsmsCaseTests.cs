using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Tests.Peers;

namespace Ampwright.Lab.Tests.Cases;

public sealed class CsmsCaseTests
{
    public static TheoryData<string> Ids => [.. CsmsCases.Ids.Order()];

    public static TheoryData<string> Lies => [.. CsmsLies.All.Select(liar => $"{liar.Id} {liar.Lie.Name}")];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_CSMS_that_does_everything_right_passes(string id)
    {
        foreach (var revision in Enum.GetValues<Revision>())
        {
            var trace = new StringWriter();
            var result = CsmsTrial.Run(id, revision: revision, trace: trace);
            Assert.True(result.Verdict == Verdict.Pass, $"{revision}: {Told(result)}\n{trace}");
        }
    }

    [Theory]
    [InlineData("TC_073_CSMS", 2)]
    [InlineData("TC_083_CSMS", 2)]
    [InlineData("TC_085_CSMS", 2)]
    [InlineData("TC_086_CSMS", 3)]
    public void A_CSMS_that_does_everything_right_passes_over_every_connection_that_the_case_is_for(string id, int profile)
    {
        var trace = new StringWriter();
        var result = CsmsTrial.Run(id, trace: trace, connected: profile);
        Assert.True(result.Verdict == Verdict.Pass, $"{Told(result)}\n{trace}");
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_CSMS_with_one_fault_fails_at_the_step_of_that_fault(string liar)
    {
        var (id, lie, step) = CsmsLies.All.Single(one => $"{one.Id} {one.Lie.Name}" == liar);
        var trace = new StringWriter();
        var result = CsmsTrial.Run(id, lie, trace: trace);
        Assert.True(result.Verdict == Verdict.Fail, $"{Told(result)}\n{trace}");
        Assert.Contains(step, string.Join(' ', result.Steps.TakeLast(2).Select(one => one.Text)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_CSMS_that_never_answers_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, CsmsTrial.Run(id, Lie.Mute).Verdict);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_CSMS_that_answers_after_the_time_out_passes_nothing(string id) => Assert.NotEqual(Verdict.Pass, CsmsTrial.Run(id, Lie.Late).Verdict);

    [Fact]
    public void Every_case_has_a_liar() => Assert.Empty(CsmsCases.Ids.Except(CsmsLies.All.Select(liar => liar.Id)).Order());

    [Fact]
    public void Every_case_of_the_catalogue_can_be_run() => Assert.Empty(
        Lab.Catalogue.CaseCatalogue.All.Where(row => row.Side == Side.Csms).Select(row => row.Id).Except(CsmsCases.Ids));

    private static string Told(CaseResult result) =>
        $"{result.Id} {result.Verdict} at {result.Step}: expected {result.Expected}; {result.Found}. {string.Join("; ", result.Remarks)}";
}

using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Tests.Operation;

public sealed class OperatorTests
{
    [Fact]
    public async Task A_person_is_told_what_to_do_and_Enter_says_done()
    {
        var terminal = new StringWriter();
        await new PromptOperator(new Prompt(new StringReader("\n"), terminal, TimeProvider.System, TimeSpan.FromMinutes(1))).DoAsync(StationAction.Plug, 2, null);
        Assert.Contains("plug the cable in at connector 2", terminal.ToString());
    }

    [Theory]
    [InlineData("the cable is stuck\n", "the cable is stuck")]
    [InlineData("", "nobody at the terminal")]
    public async Task What_a_person_cannot_do_is_told_with_the_reason(string answer, string named)
    {
        var asked = new PromptOperator(new Prompt(new StringReader(answer), new StringWriter(), TimeProvider.System, TimeSpan.FromMinutes(1)));
        var refused = await Assert.ThrowsAsync<OperatorException>(() => asked.DoAsync(StationAction.CutPower, 0, null));
        Assert.Contains(named, refused.Message);
    }
}

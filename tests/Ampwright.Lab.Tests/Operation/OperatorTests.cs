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

    [Fact]
    public void Who_does_not_answer_keeps_the_lab_from_nothing()
    {
        using var terminal = new Terminal();
        var time = new Lab.Time.VirtualTime(DateTimeOffset.UnixEpoch);
        // A reader that blocks the lab's thread would keep this from ever ending.
        var refused = Lab.Time.LabLoop.Run(
            () => Assert.ThrowsAsync<OperatorException>(() => new Prompt(terminal, TextWriter.Null, time, TimeSpan.FromSeconds(60)).AskAsync("plug in.", "Enter")),
            time);
        Assert.Contains("60 s", refused.Message);
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

    // As the one of a terminal: whoever reads waits on his thread until somebody has typed, or the terminal is closed.
    private sealed class Terminal : TextReader
    {
        private readonly ManualResetEventSlim _closed = new();

        public override string? ReadLine()
        {
            _closed.Wait();
            return null;
        }

        public override Task<string?> ReadLineAsync() => Task.FromResult(ReadLine());

        protected override void Dispose(bool disposing)
        {
            _closed.Set();
            base.Dispose(disposing);
        }
    }
}

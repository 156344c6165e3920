using System.Text;
using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;
using Ampwright.TestKit.Programs;

namespace Ampwright.Station.Tests.Board;

/// <summary>docs/board.md is what firmware is written by.</summary>
public sealed class BoardPageTests
{
    private const string Begin = "<!-- conversation -->\n```text\n";
    private const string End = "```\n<!-- end -->";
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "board.md");

    /// <summary>When it fails, the protocol has changed: think of the boards that are out there, then run it with AMPWRIGHT_WRITE_DOCS=1.</summary>
    [Fact]
    public void The_conversation_in_the_page_is_what_both_sides_say()
    {
        var page = File.ReadAllText(Page);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from > Begin.Length && to > from - 1, "docs/board.md has lost the marks of its conversation.");
        var said = string.Join('\n', Converse()) + "\n";
        if (Environment.GetEnvironmentVariable("AMPWRIGHT_WRITE_DOCS") == "1") File.WriteAllText(Page, page[..from] + said + page[to..]);
        else Assert.Equal(said, page[from..to]);
    }

    [Fact]
    public void Every_line_of_the_page_has_its_right_checksum()
    {
        var lines = File.ReadAllLines(Page).Where(line => line.StartsWith("> ", StringComparison.Ordinal) || line.StartsWith("< ", StringComparison.Ordinal)).ToList();
        Assert.InRange(lines.Count, 20, 200);
        Assert.All(lines, line => Assert.Null(BoardLine.TryRead(Encoding.ASCII.GetBytes(line[2..]), out _)));
    }

    [Fact]
    public void Every_verb_and_every_word_of_the_protocol_stands_in_the_page()
    {
        var page = File.ReadAllText(Page);
        string[] verbs =
        [
            "hello", "beat", "describe", "snapshot", "permit", "offer", "lock", "unlock", "service", "light", "show", "reset", "done", "refused", "late",
            "board", "supply", "connector", "state", "meter", "fault", "pilot", "cable", "contactor", "bolt", "derate", "startbutton", "button", "card", "raised", "cleared",
            "mains", "tamper", "network",
        ];
        Assert.All(verbs, verb => Assert.Contains($"`{verb}", page, StringComparison.Ordinal));
        var words = Enum.GetNames<IndicatorState>().Concat(Enum.GetNames<ReaderMessage>()).Concat(Enum.GetNames<LockState>()).Concat(Enum.GetNames<MeterQuantity>())
            .Concat(Enum.GetNames<MeterQuality>()).Concat(Enum.GetNames<FaultSeverity>()).Concat(Enum.GetNames<ConnectorKind>()).Concat(Enum.GetNames<PhaseSwitching>())
            .Concat(Enum.GetNames<FaultKind>().Except([nameof(FaultKind.Reset), nameof(FaultKind.StoredList)])); // Those two are the runtime's own.
        Assert.All(words, word => Assert.Contains($"`{word}`", page, StringComparison.Ordinal));
    }

    private static List<string> Converse()
    {
        using var life = new BoardLife(preset: "tethered");
        life.Port.Indicators.Show(1, IndicatorState.Available);
        life.Hardware.Plug(1, PlugSide.Vehicle);
        life.Pass(0.1);
        life.Done(life.First.SetOfferAsync(new CurrentOffer(16_000), BoardLife.Patience), 0.1);
        life.Done(life.First.PermitEnergyAsync(permitted: true, BoardLife.Patience), 0.1);
        life.Pass(3);
        life.Hardware.PressButton(1);
        life.Done(life.First.PermitEnergyAsync(permitted: false, BoardLife.Patience), 1);
        life.Hardware.Unplug(1, PlugSide.Vehicle);
        life.Pass(0.1);
        life.Wire.ToBoard = _ => null;
        life.Pass(4);
        return life.Wire.Lines;
    }
}

using System.Text;
using Ampwright.Station.Board.Host;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.Tests.Board;

/// <summary>Lines that no decent side sends: none is acted upon, none breaks anything, and both sides can be talked to afterwards.</summary>
public sealed class HostileLinesTests
{
    private const int Mutations = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Spoilt_lines_to_the_host_change_nothing_but_the_counts(int seed)
    {
        using var life = new BoardLife();
        var random = new Random(seed);
        var lines = Conversation(life, '<');
        life.TakeEvents();
        var before = life.Port.Look().Connectors[0];
        for (var turn = 0; turn < Mutations; turn++) life.Wire.SendToHost(Spoil(lines[random.Next(lines.Count)], random));
        var counts = life.Port.Status.BadLines;
        Assert.InRange(counts.All, Mutations * 3 / 4, 2 * Mutations);
        Assert.Empty(life.TakeEvents());
        Assert.Equal(before with { Meter = null! }, life.Port.Look().Connectors[0] with { Meter = null! });
        AssertTheyTalk(life);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Spoilt_lines_to_the_board_move_nothing(int seed)
    {
        using var life = new BoardLife();
        var random = new Random(seed);
        var lines = Conversation(life, '>');
        life.Done(life.First.PermitEnergyAsync(permitted: false, BoardLife.Patience), 1);
        life.TakeEvents();
        for (var turn = 0; turn < Mutations; turn++)
        {
            life.Wire.SendToBoard(Spoil(lines[random.Next(lines.Count)], random));
            Assert.False(life.Real.EnergyPermitted);
        }

        Assert.InRange(life.Wire.Controller.BadLines.All, Mutations * 3 / 4, 2 * Mutations);
        AssertTheyTalk(life);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Lines_with_a_right_checksum_and_any_content_break_neither_side(int seed)
    {
        using var life = new BoardLife();
        var random = new Random(seed);
        var words = Conversation(life, '<').Concat(Conversation(life, '>')).SelectMany(line => line.Split('*')[0].Split(' ')).Distinct().ToList();
        string[] values = ["0", "-1", "1", "2", "33", "4294967295", "9223372036854775807", "99999999999999999999", "none", "A", "", "%00", "%C3%A4", "1,2,3,4"];
        for (var turn = 0; turn < Mutations; turn++)
        {
            var picked = Enumerable.Range(0, 1 + random.Next(9)).Select(_ => words[random.Next(words.Count)]).Select(word =>
                word.Contains('=', StringComparison.Ordinal) && random.Next(2) == 0 ? $"{word.Split('=')[0]}={values[random.Next(values.Length)]}" : word);
            var line = Lines.Signed($"{1 + random.Next(100)} {string.Join(' ', picked)}");
            if (random.Next(2) == 0) life.Wire.SendToHost(line);
            else life.Wire.SendToBoard(line);
            if (turn % 100 == 0) life.Pass(0.2);
            if (turn % 1_000 == 0) life.TakeEvents();
        }

        life.Pass(30);
        life.TakeEvents();
        AssertTheyTalk(life);
    }

    [Fact]
    public void A_board_that_floods_fills_no_memory_and_gets_no_heartbeat()
    {
        using var life = new BoardLife();
        life.Port.ReadSnapshot();
        for (var number = 0; number < 20_000; number++) life.Wire.SendToHost(Lines.Signed($"{number + 1} button t=1 c=1"));
        life.Wire.Lines.Clear();
        life.Pass(2);
        Assert.DoesNotContain(life.Wire.Lines, line => line.StartsWith('>') && line.Contains(" beat", StringComparison.Ordinal));
        Assert.InRange(life.TakeEvents().Count, BoardLink.MostUnread, 10 * BoardLink.MostUnread);
    }

    [Fact]
    public void A_station_with_no_answer_to_a_thousand_commands_keeps_a_bounded_number_and_times_all_out()
    {
        using var life = new BoardLife();
        life.Wire.ToHost = line => line.Contains(" beat ", StringComparison.Ordinal) ? line : null;
        var commands = Enumerable.Range(0, 1_000).Select(_ => life.First.PermitEnergyAsync(permitted: false, BoardLife.Patience).AsTask()).ToList();
        Assert.Equal(BoardLink.MostPending, commands.Count(command => !command.IsCompleted));
        life.Pass(11);
        Assert.All(commands, command => Assert.True(command.IsCompleted));
    }

    // A car charges and the link is made anew: every kind of line was said.
    private static List<string> Conversation(BoardLife life, char direction)
    {
        if (!life.Real.VehicleConnected) life.Charge();
        return [.. life.Wire.Lines.Where(line => line[0] == direction).Select(line => line[2..])];
    }

    private static string Spoil(string line, Random random)
    {
        var bytes = Encoding.Latin1.GetBytes(line).ToList();
        for (var change = 1 + random.Next(3); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, new byte[random.Next(600)]); break;
            }

            if (bytes.Count == 0) bytes.Add((byte)'x');
        }

        var spoilt = Encoding.Latin1.GetString([.. bytes]);
        return spoilt == line ? "x\n" : spoilt + "\n";
    }

    private static void AssertTheyTalk(BoardLife life)
    {
        life.Pass(15);
        Assert.Equal(LinkState.Up, life.Link);
        if (life.Real.VehicleConnected) life.Hardware.Unplug(1, PlugSide.Vehicle);
        life.Pass(2);
        Assert.Equal(LockOutcome.Unlocked, life.Done(life.First.UnlockAsync(BoardLife.Patience), 2));
        Assert.Equal(LockState.Unlocked, life.Real.Lock);
        Assert.Equal(PilotState.A, life.Port.Look().Connectors[0].Pilot);
    }
}

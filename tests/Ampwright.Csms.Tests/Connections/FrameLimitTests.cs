using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Connections.BareSocket;
using static Ampwright.Csms.Tests.Connections.RunningCsms;

namespace Ampwright.Csms.Tests.Connections;

/// <summary>Stations that wear the CSMS out by their frames; beside each a healthy one is answered, and stays.</summary>
[Once]
public sealed class FrameLimitTests
{
    private const int Continuation = 0;
    private const int Ping = 9;
    private const int Pong = 10;

    private static readonly ConnectionOptions Options = new()
    {
        ControlFramesAtOnce = 20,
        ControlFramesPerSecond = 1,
        FragmentsOfMessage = 50,
    };

    public static TheoryData<string, Func<int, byte[]>, string> Floods => new()
    {
        { "pings without end", _ => Frame(Ping, []), "closed 1008 more than 20 pings and pongs" },
        { "full pings without end", _ => Frame(Ping, new byte[125]), "closed 1008 more than 20 pings and pongs" },
        { "pongs that nobody asked for", _ => Frame(Pong, "x"u8), "closed 1008 more than 20 pings and pongs" },
        { "empty fragments without end", round => Frame(round == 0 ? 1 : Continuation, [], isFinal: false), "closed 1008 a message in more than 50 fragments" },
        { "fragments of one byte without end", round => Frame(round == 0 ? 1 : Continuation, "["u8, isFinal: false), "closed 1008 a message in more than 50 fragments" },
        { "a length in two bytes that fits in none", _ => Frame(1, "[]"u8, lengthBytes: 2), "closed 1002 a frame's length" },
        { "a length in eight bytes that fits in two", _ => Frame(1, new byte[200], lengthBytes: 8), "closed 1002 a frame's length" },
        { "a ping's length in two bytes", _ => Frame(Ping, "x"u8, lengthBytes: 2), "closed 1002 a frame's length" },
        { "a negative length", _ => Frame(1, "x"u8, lengthBytes: 8, announced: ulong.MaxValue), "closed 1002 a frame's length" },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_station_that_floods_with_frames_is_told_why_and_closed(string what, Func<int, byte[]> frame, string end)
    {
        await using var csms = await StartAsync(options: Options);
        await csms.RegisterAsync();
        await csms.RegisterAsync("CALM");
        await using var calm = await csms.ConnectAsync("CALM");
        await using var hostile = await BareSocket.ConnectAsync(csms.Address);

        for (var round = 0; round < 200 && await hostile.TrySendAsync(frame(round)); round++) Assert.Equal(3, (await calm.CallAsync("Heartbeat", "{}")).GetArrayLength());

        Assert.StartsWith(end, await hostile.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(3, (await calm.CallAsync("Heartbeat", "{}")).GetArrayLength());
        await UntilAsync(async () => (await csms.Stations.FindAsync("CP1"))!.Connected is false);
        Assert.Contains(csms.Log.Lines, line => line.StartsWith("Warning 107", StringComparison.Ordinal));
        Assert.True((await csms.Stations.FindAsync("CALM"))!.Connected, what);
    }

    [Fact]
    public async Task A_message_in_many_fragments_with_pings_between_them_is_answered()
    {
        await using var csms = await StartAsync(options: Options);
        await csms.RegisterAsync();
        await using var station = await BareSocket.ConnectAsync(csms.Address);
        const string Call = """[2,"1","Heartbeat",{}]""";
        for (var at = 0; at < Call.Length; at++)
        {
            await station.SendAsync(Text(Call[at..(at + 1)], isFinal: at == Call.Length - 1, opcode: at == 0 ? 1 : Continuation));
            if (at % 4 == 0) await station.SendAsync(Frame(Ping, "alive"u8));
        }
        Assert.StartsWith("""[3,"1",""", await station.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_announced_length_takes_no_memory_before_it_comes()
    {
        await using var csms = await StartAsync(options: Options with { BytesOfAllConnections = 64 << 10 });
        await csms.RegisterAsync();
        await using var station = await BareSocket.ConnectAsync(csms.Address);
        await station.SendAsync(Frame(1, "[2,"u8, announced: 1UL << 40));
        Assert.Equal(101, await csms.Station().KnockAsync());
        Assert.DoesNotContain(csms.Log.Lines, line => line.Contains("OutOfMemory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_memory_for_messages_is_spent_who_holds_the_most_ends_and_the_others_stay()
    {
        await using var csms = await StartAsync(options: Options with { BytesOfAllConnections = 1 << 20 });
        await csms.RegisterAsync("CALM");
        await using var calm = await csms.ConnectAsync("CALM");
        var hostile = new List<BareSocket>();
        for (var number = 0; number < 12; number++)
        {
            await csms.RegisterAsync($"H{number}");
            hostile.Add(await BareSocket.ConnectAsync(csms.Address, $"H{number}"));
            // The beginning of a message that never ends.
            await hostile[number].SendAsync(Frame(1, new byte[200_000], announced: 4 << 20));
            Assert.Equal(3, (await calm.CallAsync("Heartbeat", "{}")).GetArrayLength());
        }

        await UntilAsync(async () => (await csms.ChangesAsync()).Any(change =>
            change is StationDisconnected { Station: ['H', ..] } gone && gone.Why.StartsWith("OutOfMemory", StringComparison.Ordinal)));
        Assert.Equal(3, (await calm.CallAsync("Heartbeat", "{}")).GetArrayLength());
        Assert.Single((await csms.ChangesAsync()).OfType<StationConnected>(), change => change.Station == "CALM");
        Assert.DoesNotContain((await csms.ChangesAsync()).OfType<StationDisconnected>(), change => change.Station == "CALM");
        foreach (var one in hostile) await one.DisposeAsync();
    }

    [Fact]
    public void Frames_beyond_the_pace_pause_the_reading_and_are_all_counted_wherever_the_bytes_are_cut()
    {
        var time = new ManualTimeProvider();
        var frames = new InboundFrames(new ConnectionOptions { DataFramesPerSecond = 10, DataFramesAtOnce = 5 }, time);
        byte[] bytes = [.. Enumerable.Repeat(Frame(1, new byte[300]), 8).SelectMany(frame => frame)];
        var wait = TimeSpan.Zero;
        for (var at = 0; at < bytes.Length; at += 7)
        {
            Assert.Null(frames.Take(bytes.AsSpan(at..Math.Min(bytes.Length, at + 7)), out var due));
            if (due > wait) wait = due;
        }
        Assert.Equal(TimeSpan.FromMilliseconds(300), wait);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(frames.Take(Frame(1, []), out var later));
        Assert.Equal(TimeSpan.Zero, later);
    }
}

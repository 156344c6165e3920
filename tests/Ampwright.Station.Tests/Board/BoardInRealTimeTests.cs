using System.Text.Json;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Scripted = Ampwright.TestKit.Scripted.ScriptedCsms;

namespace Ampwright.Station.Tests.Board;

/// <summary>Two real processes with a pseudo-terminal between: the station program with <c>--board</c>, and the simulated board.</summary>
public sealed class BoardInRealTimeTests
{
    private const string Card = "04A1B2C3D4E5F6";

    [Fact]
    public async Task A_station_boots_and_charges_over_a_serial_line()
    {
        await using var bench = await Bench.StartAsync();
        await bench.UntilAsync(() => bench.Told(1) == "Available" && bench.Told(2) == "Available", "both sockets are free");
        await bench.ChargeAsync();
        Assert.Contains("bolt Locked, permitted, contactor closed", await bench.BoardAsync("contactor closed"), StringComparison.Ordinal);
        await bench.Board.WriteLineAsync($"card {Card}");
        await bench.UntilAsync(() => bench.Csms.Log.Calls("StopTransaction").Count == 1, "the transaction ends");
        Assert.Contains("bolt Unlocked, not permitted, contactor open", await bench.BoardAsync("bolt Unlocked"), StringComparison.Ordinal);
        await bench.Board.WriteLineAsync("unplug 1");
        await bench.UntilAsync(() => bench.Told(1) == "Available", "the socket is free again");
        var board = (await bench.StateAsync()).GetProperty("board");
        Assert.Equal(("up", 0, 0), (board.GetProperty("state").GetString(), board.GetProperty("badLines").GetProperty("all").GetInt32(), board.GetProperty("missedLines").GetInt32()));
        Assert.Empty(bench.Csms.Log.Objections);
        Assert.Equal(0, await bench.Station!.TerminateAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, await bench.Board.TerminateAsync(TimeSpan.FromSeconds(30)));
        Assert.False(Path.Exists(bench.Device), "the link goes with the board");
    }

    [Fact]
    public async Task A_station_that_is_killed_leaves_a_board_that_opens_its_contactor()
    {
        await using var bench = await Bench.StartAsync(failSafe: 10);
        await bench.ChargeAsync();
        await bench.Station!.KillAsync();
        Assert.Contains("not permitted, contactor open", await bench.BoardAsync("contactor open"), StringComparison.Ordinal);
        await bench.StartStationAsync();
        await bench.UntilAsync(() => bench.Csms.Log.Calls("StopTransaction").Count == 1, "the interrupted transaction is closed");
        Assert.Contains("host there", await bench.BoardAsync("host there"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_that_is_unplugged_is_a_fault_until_it_is_back()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ChargeAsync();
        await bench.Board.KillAsync();
        await bench.UntilAsync(() => bench.Told(1) == "Faulted" && bench.Csms.Log.Calls("StopTransaction").Count == 1, "the station is faulted and the transaction over");
        await bench.StartBoardAsync();
        await bench.UntilAsync(() => bench.Told(2) == "Available" && bench.Told(0) == "Available", "the board is taken again");
        await bench.Board.WriteLineAsync("plug 2");
        await bench.UntilAsync(() => bench.Told(2) == "Preparing", "the board is heard again");
    }

    [Fact]
    public async Task A_board_is_reached_over_TCP_too()
    {
        await using var bench = await Bench.StartAsync(tcp: true);
        await bench.Board.WriteLineAsync("plug 1");
        await bench.UntilAsync(() => bench.Told(1) == "Preparing", "the car is seen");
        Assert.StartsWith("tcp://127.0.0.1:", bench.Device, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_used_by_one_program_at_a_time()
    {
        await using var bench = await Bench.StartAsync();
        await bench.UntilAsync(() => bench.Told(1) == "Available", "the station runs");
        var other = await Bench.StartSecondStationAsync(bench);
        await other.LineAsync(line => line.Contains("is used by another program", StringComparison.Ordinal), "why it has no board");
    }

    private sealed class Bench : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly List<RunningProgram> _programs = [];
        private readonly HttpClient _http = new();
        private bool _tcp;
        private int _failSafe;

        public Scripted Csms { get; } = new();

        public RunningProgram Board { get; private set; } = null!;

        public RunningProgram? Station { get; private set; }

        /// <summary>Where the board is.</summary>
        public string Device { get; private set; } = "";

        /// <param name="failSafe">Seconds; long where the machine's own pauses must not count.</param>
        public static async Task<Bench> StartAsync(bool tcp = false, int failSafe = 60)
        {
            var bench = new Bench { _tcp = tcp, _failSafe = failSafe };
            bench.Device = Path.Combine(bench._folder["devices"], "board");
            Directory.CreateDirectory(bench._folder["devices"]);
            await bench.StartBoardAsync();
            await bench.StartStationAsync();
            return bench;
        }

        public static Task<RunningProgram> StartSecondStationAsync(Bench bench) => Task.FromResult(bench.Run("second station", bench.Arguments("second")));

        public async Task StartBoardAsync()
        {
            Board = Run("board", ["board", "--fail-safe", $"{_failSafe}", .. (string[])(_tcp ? ["--listen", "127.0.0.1:0"] : ["--link", Device])]);
            var line = await Board.LineAsync(text => text.StartsWith("Simulated board at", StringComparison.Ordinal), "where it is");
            if (_tcp) Device = line.Split(' ')[^1];
        }

        public async Task StartStationAsync()
        {
            Station = Run("station", Arguments("first"));
            var line = await Station.LineAsync(text => text.Contains("control page", StringComparison.Ordinal), "where its page is");
            Page = new Uri(line.Split(' ')[^1]);
        }

        private Uri Page { get; set; } = null!;

        public string? Told(int connector) => Csms.Log.Calls("StatusNotification").Select(call => call.Payload)
            .LastOrDefault(payload => payload.GetProperty("connectorId").GetInt32() == connector) is { ValueKind: JsonValueKind.Object } last
                ? last.GetProperty("status").GetString()
                : null;

        public async Task ChargeAsync()
        {
            await UntilAsync(() => Told(1) == "Available", "the first socket is free");
            await Board.WriteLineAsync("plug 1");
            await UntilAsync(() => Told(1) == "Preparing", "the car is seen");
            await Board.WriteLineAsync($"card {Card}");
            await UntilAsync(() => Told(1) == "Charging", "it charges");
        }

        /// <summary>Asks the board until its first connector's line, or that of its host, holds this; returns the line.</summary>
        public async Task<string> BoardAsync(string holds)
        {
            string? found = null;
            await Eventually.HoldsAsync(
                async () =>
                {
                    await Board.WriteLineAsync("status");
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
                    var now = Board.Output.TakeLast(4).Where(line => line.StartsWith("host ", StringComparison.Ordinal) || line.StartsWith("1: ", StringComparison.Ordinal));
                    found = now.FirstOrDefault(line => line.Contains(holds, StringComparison.Ordinal));
                    return found is not null;
                },
                $"the board shows {holds}\n{Board}");
            return found!;
        }

        public async Task<JsonElement> StateAsync() => JsonElement.Parse(await _http.GetStringAsync(new Uri(Page, "/api/station")));

        public async Task UntilAsync(Func<bool> holds, string what)
        {
            try
            {
                await Eventually.HoldsAsync(holds, what, TimeSpan.FromSeconds(90));
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"{late.Message}\n{Csms.Log}\n{string.Join('\n', _programs)}", late);
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var program in _programs) await program.DisposeAsync();
            await Csms.DisposeAsync();
            _http.Dispose();
            _folder.Dispose();
        }

        private string[] Arguments(string data) =>
            ["--url", Csms.Address.ToString(), "--identity", "CP-1", "--board", Device, "--control-port", "0", "--data", _folder[data], "--config", "MeterValueSampleInterval=1"];

        private RunningProgram Run(string name, string[] arguments)
        {
            var program = RunningProgram.StartAssembly(name, Repository.ProgramFile("Ampwright.Station.App", "ampwright-station"), arguments);
            _programs.Add(program);
            return program;
        }
    }
}

using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Board;
using Ampwright.Station.Board.Simulated;
using Ampwright.Station.Board.Streams;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.SimulatedBoard;

/// <summary>
/// <c>ampwright-station board</c>: a simulated controller board at a pseudo-terminal or a TCP port, for whoever writes the other end: the
/// station with <c>--board</c>, or firmware to compare with. People act on it by lines at its standard input.
/// </summary>
internal static class BoardCommand
{
    private static readonly BoardPlate Plate = new("Ampwright", "Simulated board", "SIM-1", "1.0");

    public static Command Create(TextWriter console, TextReader input)
    {
        var product = new Option<string>("--product")
        {
            HelpName = "FILE|PRESET",
            Description = $"What kind of station it is the board of: a preset ({string.Join(", ", ProductProfileReader.Presets)}) or a JSON file",
            DefaultValueFactory = _ => "full",
        };
        var link = new Option<string?>("--link") { HelpName = "PATH", Description = "A name for the pseudo-terminal: a symbolic link that goes with it" };
        var listen = new Option<string?>("--listen") { HelpName = "ADDRESS:PORT", Description = "Be reached over TCP instead, as 127.0.0.1:9000; port 0 takes a free one" };
        var seed = new Option<int>("--seed") { HelpName = "N", Description = "Where the chances of the simulation begin", DefaultValueFactory = _ => 1 };
        var failSafe = new Option<int>("--fail-safe")
        {
            HelpName = "SECONDS",
            Description = "Without a heartbeat for so long the board opens its contactors, 2 to 60",
            DefaultValueFactory = _ => (int)ControllerBoard.DefaultFailSafe.TotalSeconds,
        };
        var command = new Command("board", "A simulated controller board at a pseudo-terminal or TCP port, to try --board with") { product, link, listen, failSafe, seed };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                if (parsed.GetValue(failSafe) is not (>= 2 and <= 60)) throw new StartException("--fail-safe: 2 to 60 seconds.");
                using var station = new SimulatedStation(
                    ProductProfileReader.Read(parsed.GetValue(product)!).FactsFor("BOARD"), parsed.GetValue(seed), TimeProvider.System);
                using var board = new SimulatedBoardServer(station, Plate, TimeProvider.System, TimeSpan.FromSeconds(parsed.GetValue(failSafe)));
                await RunAsync(station, board, parsed.GetValue(link), Endpoint(parsed.GetValue(listen)), console, input, stop);
                return 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return 0;
            }
            catch (Exception failure) when (failure is StartException or ProductProfileException or IOException or UnauthorizedAccessException or SocketException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"ampwright-station board: {failure.Message}");
                return 1;
            }
        });
        return command;
    }

    private static IPEndPoint? Endpoint(string? text)
    {
        if (text is null) return null;
        return IPEndPoint.TryParse(text, out var endpoint) && text.Contains(':', StringComparison.Ordinal)
            ? endpoint
            : throw new StartException($"--listen {text} is not ADDRESS:PORT. Give one like 127.0.0.1:9000.");
    }

    private static async Task RunAsync(
        SimulatedStation station, SimulatedBoardServer board, string? link, IPEndPoint? listen, TextWriter console, TextReader input, CancellationToken stop)
    {
        board.WasReset = () => console.WriteLine("The host has the board start anew.");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ended));
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ended));
        var serving = listen is null ? ServeTerminalAsync(board, link, console, ended.Token) : ListenAsync(board, listen, console, ended.Token);
        if (serving.IsCompleted) await serving;
        _ = Task.Run(() => ObeyAsync(new BoardConsole(station, board), input, console), ended.Token);
        await serving;
    }

    // Nobody else in this verb takes the signals: the link is to go with the terminal.
    private static void End(PosixSignalContext signal, CancellationTokenSource ended)
    {
        signal.Cancel = true;
        ended.Cancel();
    }

    private static async Task ServeTerminalAsync(SimulatedBoardServer board, string? link, TextWriter console, CancellationToken stop)
    {
        using var terminal = new PseudoTerminal();
        var path = terminal.Path;
        if (link is not null)
        {
            path = Path.GetFullPath(link);
            if (new FileInfo(path) is { LinkTarget: not null } old) old.Delete();
            File.CreateSymbolicLink(path, terminal.Path);
        }

        try
        {
            await TellAsync(console, path);
            await board.ServeAsync(terminal.Stream, stop);
        }
        finally
        {
            if (link is not null) File.Delete(path);
        }
    }

    private static async Task ListenAsync(SimulatedBoardServer board, IPEndPoint endpoint, TextWriter console, CancellationToken stop)
    {
        using var listener = new TcpListener(endpoint);
        listener.Start();
        await TellAsync(console, $"tcp://{listener.LocalEndpoint}");
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop);
                client.NoDelay = true;
                _ = ServeAsync(board, client, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task ServeAsync(SimulatedBoardServer board, TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                await board.ServeAsync(client.GetStream(), stop);
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException)
            {
                // The host has left.
            }
        }
    }

    private static async Task TellAsync(TextWriter console, string address)
    {
        await console.WriteLineAsync($"Simulated board at {address}");
        await console.WriteLineAsync($"Try: ./run station --url ws://127.0.0.1:8180/ocpp --identity CP-1 --board {address}");
        await console.WriteLineAsync("Type help for what can be done to it.");
        await console.FlushAsync();
    }

    private static async Task ObeyAsync(BoardConsole board, TextReader input, TextWriter console)
    {
        while (await input.ReadLineAsync() is { } line)
        {
            if (board.Obey(line) is not { Length: > 0 } answer) continue;
            await console.WriteLineAsync(answer);
            await console.FlushAsync();
        }
    }
}

using System.Text;
using Ampwright.Station.Board;
using Ampwright.Station.Board.Host;
using Ampwright.Station.Board.Simulated;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Tests.Board;

/// <summary>
/// A host and a simulated board with the line protocol on a stream in memory between them, under a clock that the test moves. Nothing
/// arrives before <see cref="Deliver"/>.
/// </summary>
internal sealed class BoardWire : IDisposable
{
    public static readonly BoardPlate Plate = new("Ampwright", "Simulated board", "B-0001", "1.0");
    private readonly Random _random;
    private readonly Func<BoardStation> _begin;
    private readonly CancellationTokenSource _stop = new();
    private MemoryEnd? _hostEnd;
    private MemoryEnd? _boardEnd;

    /// <param name="port">What is behind the board.</param>
    /// <param name="plugged">False: there is no device yet.</param>
    public BoardWire(IStationPort port, TimeProvider time, int seed = 7, StationFacts? declared = null, bool plugged = true)
    {
        _random = new Random(seed);
        Plugged = plugged;
        Controller = new ControllerBoard(port, Plate, time);
        _begin = () => new BoardStation(declared ?? port.Facts, port.Host, _ => OpenAsync(), time, Notes.Add);
        Station = _begin();
    }

    /// <summary>The host's side, of the present life.</summary>
    public BoardStation Station { get; private set; }

    /// <summary>How often the host opened the device.</summary>
    public int Opened { get; private set; }

    public ControllerBoard Controller { get; }

    /// <summary>Whether the device is there when it is next opened.</summary>
    public bool Plugged { get; set; }

    public List<string> Notes { get; } = [];

    /// <summary>Changes a line that is to arrive at the board; null loses it.</summary>
    public Func<string, string?> ToBoard { get; set; } = static line => line;

    /// <summary>Changes a line that is to arrive at the host; null loses it.</summary>
    public Func<string, string?> ToHost { get; set; } = static line => line;

    /// <summary>What went over the wire and arrived: <c>&gt;</c> to the board, <c>&lt;</c> to the host.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Whether the stations of this run have a board between them and their hardware: <c>AMPWRIGHT_TEST_HARDWARE=board</c>.</summary>
    public static bool IsInUse { get; } = Environment.GetEnvironmentVariable("AMPWRIGHT_TEST_HARDWARE") == "board";

    /// <summary>Lets everything arrive that is on its way; false when nothing was. A dead board takes its host's power with it.</summary>
    public bool Deliver()
    {
        if (Controller.IsDead)
        {
            Station.Dispose();
            return false;
        }

        var any = false;
        for (var more = true; more;)
        {
            Controller.Work();
            more = (_boardEnd?.Deliver() ?? false) | (_hostEnd?.Deliver() ?? false);
            any |= more;
        }

        return any;
    }

    /// <summary>Somebody else's bytes arrive at the host.</summary>
    public void SendToHost(string bytes)
    {
        _hostEnd!.Arrive(Encoding.Latin1.GetBytes(bytes));
        Deliver();
    }

    /// <summary>Somebody else's bytes arrive at the board.</summary>
    public void SendToBoard(string bytes)
    {
        _boardEnd!.Arrive(Encoding.Latin1.GetBytes(bytes));
        Deliver();
    }

    /// <summary>The host's program ends and starts again; the board goes on.</summary>
    public void BeginAnotherHost()
    {
        Station.Dispose();
        Station = _begin();
    }

    /// <summary>The device vanishes in mid-air.</summary>
    public void Unplug()
    {
        Plugged = false;
        _hostEnd?.Dispose();
    }

    public void Dispose()
    {
        Station.Dispose();
        Controller.Dispose();
        _hostEnd?.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    private Task<Stream> OpenAsync()
    {
        if (!Plugged) return Task.FromException<Stream>(new IOException("There is no board at the other end."));
        Opened++;
        (_hostEnd, _boardEnd) = (new MemoryEnd(_random), new MemoryEnd(_random));
        (_hostEnd.Other, _boardEnd.Other) = (_boardEnd, _hostEnd);
        _hostEnd.Change = bytes => Change('<', ToHost, bytes);
        _boardEnd.Change = bytes => Change('>', ToBoard, bytes);
        _ = BoardService.ServeAsync(() => Controller, _boardEnd, _stop.Token);
        return Task.FromResult<Stream>(_hostEnd);
    }

    private byte[]? Change(char direction, Func<string, string?> change, byte[] bytes)
    {
        if (change(Encoding.Latin1.GetString(bytes)) is not { } line) return null;
        if (line.Length > 1 && Lines.Count < 1_000) Lines.Add($"{direction} {line.TrimEnd('\n')}");
        return Encoding.Latin1.GetBytes(line);
    }
}

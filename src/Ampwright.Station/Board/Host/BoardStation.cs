using System.Threading.Channels;
using Ampwright.Station.Board.Lines;
using Ampwright.Station.Board.Streams;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Host;

/// <summary>
/// The hardware port over a controller board that speaks the line protocol of docs/board.md. The board need not be there when it begins:
/// until it is, and whenever it is silent, a critical fault of the whole station stands and nothing is permitted.
/// </summary>
/// <remarks>One life of the runtime; the next one opens the board anew. A board keeps its state meanwhile, for as long as its fail-safe
/// time, so a car may go on charging under the new runtime.</remarks>
public sealed class BoardStation : IStationPort, IIndicatorPort, IDisposable
{
    private readonly BoardLink _link;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<int, IndicatorState> _lights = [];
    private int _disposed;

    /// <param name="declared">What the product declares; a board with other connectors is not taken.</param>
    /// <param name="host">The computer the runtime runs on.</param>
    /// <param name="open">Opens the device or connection; called again whenever it has gone. Fails with an <see cref="IOException"/>.</param>
    /// <param name="note">Takes what people should know of the talk with the board, in words; called under a lock, must return at once.</param>
    public BoardStation(
        StationFacts declared, IHostPort host, Func<CancellationToken, Task<Stream>> open, TimeProvider time, Action<string>? note = null)
    {
        (Facts, Host) = (declared, host);
        _link = new BoardLink(declared, time, note ?? (static _ => { }));
        Connectors = [.. declared.Connectors.Select(facts => new BoardConnectorPort(_link, facts))];
        Readers = [.. Enumerable.Range(1, declared.Readers).Select(number => new BoardReader(_link, number))];
        _ = new BoardConnection(_link, open, time).RunAsync(_stop.Token);
    }

    /// <summary>What is declared; a board that is up fits it.</summary>
    public StationFacts Facts { get; }

    public IReadOnlyList<IConnectorPort> Connectors { get; }

    public IReadOnlyList<IReaderPort> Readers { get; }

    public IIndicatorPort Indicators => this;

    public IHostPort Host { get; }

    public ChannelReader<HardwareEvent> Events => _link.Events;

    /// <summary>Completes when the board is there for the first time; cancelled when this is disposed before.</summary>
    public Task FirstUp => _link.FirstUp;

    /// <summary>The runtime has taken the hardware over: it said what each connector's light shows.</summary>
    public bool IsLit
    {
        get
        {
            lock (_lights) return _lights.Count == Connectors.Count;
        }
    }

    public BoardStatus Status => _link.Describe();

    public StationSnapshot ReadSnapshot() => _link.ReadSnapshot();

    /// <summary>How everything is, for people: unlike <see cref="ReadSnapshot"/> it begins nothing.</summary>
    public StationSnapshot Look() => _link.Look();

    /// <summary>What a connector's light was last to show; null = nothing yet.</summary>
    public IndicatorState? Light(int connector)
    {
        lock (_lights) return _lights.TryGetValue(connector, out var state) ? state : null;
    }

    public void Show(int connector, IndicatorState state)
    {
        lock (_lights) _lights[connector] = state;
        _link.Show($"light {connector}", CommandLines.Light(connector, state));
    }

    /// <summary>Has the board itself start anew, for a hard reset; false when it is not there.</summary>
    public bool ResetBoard() => _link.Reset();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        _link.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }
}

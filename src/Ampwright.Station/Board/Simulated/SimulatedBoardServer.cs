using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.Board.Simulated;

/// <summary>A simulated station as a controller board, in real time: what a host finds at the other end of its serial line.</summary>
public sealed class SimulatedBoardServer : IDisposable
{
    private readonly SimulatedStation _station;
    private readonly BoardPlate _plate;
    private readonly TimeProvider _time;
    private readonly TimeSpan _failSafe;
    private readonly CancellationTokenSource _stop = new();
    private volatile ControllerBoard _board;

    /// <param name="station">Not powered on yet; its power is this board's from now on.</param>
    /// <param name="failSafe">Without a host's heartbeat for so long the board makes itself safe: 2 to 60 s.</param>
    public SimulatedBoardServer(SimulatedStation station, BoardPlate plate, TimeProvider time, TimeSpan failSafe)
    {
        (_station, _plate, _time, _failSafe) = (station, plate, time, failSafe);
        _board = Begin(BootCause.Power);
    }

    /// <summary>Whether a host has greeted the board and beats.</summary>
    public bool HostIsThere => _board.IsWorking;

    public BadLineCounts BadLines => _board.BadLines;

    /// <summary>Called when a host has the board start anew. From any thread.</summary>
    public Action? WasReset { get; set; }

    /// <summary>Talks over one stream until it ends.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public Task ServeAsync(Stream stream, CancellationToken stop) => BoardService.ServeAsync(() => _board, stream, stop);

    /// <summary>The board loses its power and gets it back at once.</summary>
    public void Restart()
    {
        var before = _board;
        _board = Begin(BootCause.HardReset);
        before.Dispose();
        WasReset?.Invoke();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _board.Dispose();
        _stop.Dispose();
    }

    private ControllerBoard Begin(BootCause cause)
    {
        // Asked under the lock of the board that ends.
        var board = new ControllerBoard(_station.PowerOn(cause), _plate, _time, _failSafe) { ResetRequested = () => _ = Task.Run(Restart) };
        _ = BoardService.WatchAsync(board, _stop.Token);
        return board;
    }
}

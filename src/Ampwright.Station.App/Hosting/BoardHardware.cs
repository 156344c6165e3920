using Ampwright.Station.Board;
using Ampwright.Station.Board.Host;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.Hosting;

/// <summary>
/// The controller board of a station over all lives of its runtime. A life that ends keeps beating until the next one takes the board over,
/// so a car goes on charging through a soft reset; the end of the program leaves the board to its fail-safe.
/// </summary>
internal sealed class BoardHardware(BoardAddress address, StationFacts declared, Action<ResetKind> reset, TimeProvider time, Action<string> note)
    : IDisposable
{
    /// <summary>How long a life waits for its board before it begins without one, faulted.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(5);

    private BoardStation? _station;

    public StationFacts Facts => _station?.Facts ?? declared;

    public BoardStatus? Status => _station?.Status;

    public bool IsLit => _station?.IsLit ?? false;

    /// <summary>A life of the runtime begins.</summary>
    public async Task<IStationPort> BeginAsync(BootCause cause, CancellationToken stop)
    {
        _station?.Dispose();
        var station = new BoardStation(declared, new ThisComputer(cause, reset, time), address.OpenAsync, time, note);
        _station = station;
        await Task.WhenAny(station.FirstUp, Task.Delay(FirstAnswer, time, stop));
        if (!station.FirstUp.IsCompletedSuccessfully && !stop.IsCancellationRequested)
            note($"board: nothing usable answers at {address}; the station begins faulted and permits nothing until it does");
        return station;
    }

    /// <summary>A hard reset is the board's too.</summary>
    public void Reset()
    {
        if (_station?.ResetBoard() != true) note("board: it is not there to be reset");
    }

    /// <summary>The board as the control page shows hardware; what only a bystander of the simulation sees is not in it.</summary>
    public SimulatedStationState Describe()
    {
        if (_station is not { } station) return new SimulatedStationState(Powered: true, OnReserve: false, null, null, [], []);
        var snapshot = station.Look();
        return new SimulatedStationState(
            Powered: true, OnReserve: false, null, null,
            [
                .. snapshot.Connectors.Select(at => new SimulatedConnectorState(
                    at.Number, at.Pilot, at.CableMilliamperes, at.Pilot is PilotState.B or PilotState.C or PilotState.D, ChargePermille: null,
                    HalfwayAt: null, at.Lock, LockFails: false, at.InService, at.EnergyPermitted, at.ContactorClosed, at.ActivePhases,
                    at.OfferMilliamperes, station.Light(at.Number), at.Meter)),
            ],
            snapshot.Faults);
    }

    public void Dispose() => _station?.Dispose();
}

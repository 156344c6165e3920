using Ampwright.Station.App.Control;
using Ampwright.Station.Flight;

namespace Ampwright.Station.App.Hosting;

/// <summary>What people set around a station: its network, its host's clock, its flight recorder.</summary>
internal sealed partial class HostedStation
{
    /// <summary>Draws the network cable, lets everything on it vanish, or restores it.</summary>
    public void SetNetwork(NetworkState to)
    {
        var from = _network;
        if (to == from) throw new ControlException(StatusCodes.Status409Conflict, $"The network is {Words(to)} already.");
        if (to == NetworkState.BlackHole && from == NetworkState.Cut) throw new ControlException(StatusCodes.Status409Conflict, "The network is cut; restore it first.");
        _network = to;
        Trace.Note($"the network is {Words(to)}");
        _life?.SetNetwork(to);
        if ((from == NetworkState.Cut) != (to == NetworkState.Cut)) _simulated?.SetLink(to != NetworkState.Cut);
    }

    private static string Words(NetworkState state) => state == NetworkState.BlackHole ? "a black hole" : state == NetworkState.Cut ? "cut" : "up";

    /// <summary>Switches the flight recorder. What is recorded from here on can be replayed from the next life on.</summary>
    /// <exception cref="StartException">Its folder cannot be used.</exception>
    public void Record(bool on)
    {
        if (Recorder is { } recorder)
        {
            recorder.IsOn = on;
            return;
        }
        if (!on) return;
        var folder = Path.Combine(_folder, "flight");
        try
        {
            Recorder = new FlightRecorder(folder, _time)
            {
                Hardware = _options.Board is { } board ? $"board at {board}" : $"simulated, seed {Settings.Seed}",
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The folder {folder} cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>Sets the wall clock of the simulated host forward, or back by a negative time.</summary>
    public void JumpClock(TimeSpan by)
    {
        _ = Hardware; // With a real board the host is a real computer.
        _time.Jump(by);
        Trace.Note($"the host's clock jumped by {by.TotalSeconds:+0.###;-0.###} s");
    }
}

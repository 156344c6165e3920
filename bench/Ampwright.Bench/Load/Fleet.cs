using System.Diagnostics;
using System.Net;

namespace Ampwright.Bench.Load;

/// <summary>The stations of one measurement.</summary>
internal sealed class Fleet : IDisposable
{
    private const int ConnectAtOnce = 48;
    private readonly LoadStation[] _stations;
    private readonly Latencies _latencies = new();
    private volatile bool _saturating;
    private volatile bool _finishing;
    private long _answered;

    public Fleet(int count, Func<int, IScript> script)
    {
        _stations = [.. Enumerable.Range(0, count).Select(number => new LoadStation(number, script(number), Answered))];
    }

    public IReadOnlyList<LoadStation> Stations => _stations;

    /// <summary>Connects all that are not, and lets them boot.</summary>
    /// <returns>Connected and booted per second.</returns>
    public async Task<double> ConnectAsync(IPEndPoint server, string? password)
    {
        var missing = _stations.Where(station => !station.IsConnected).ToList();
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(missing, new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce }, async (station, _) => await station.ConnectAsync(server, password));
        return missing.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Every station sends its next CALL as soon as the last was answered; in the end each finishes what it has begun, which does not count.</summary>
    /// <returns>CALLs answered per second after the warm-up.</returns>
    public async Task<double> SaturateAsync(TimeSpan warmUp, TimeSpan measured)
    {
        _saturating = _finishing = true;
        foreach (var station in _stations) station.Say(Stopwatch.GetTimestamp());
        await Task.Delay(warmUp);
        var (before, began) = (Interlocked.Read(ref _answered), Stopwatch.GetTimestamp());
        await Task.Delay(measured);
        var (after, took) = (Interlocked.Read(ref _answered), Stopwatch.GetElapsedTime(began));
        _saturating = false;
        await QuietAsync();
        _finishing = false;
        return (after - before) / took.TotalSeconds;
    }

    /// <summary>CALLs become due at a fixed rate, station after station, whatever has become of those before: a wait counts from there.</summary>
    public async Task<Latencies> OpenLoopAsync(double callsPerSecond, TimeSpan warmUp, TimeSpan measured)
    {
        var began = Stopwatch.GetTimestamp();
        var first = _latencies.Count;
        long said = 0;
        var whole = warmUp + measured;
        while (Stopwatch.GetElapsedTime(began) is var elapsed && elapsed < whole)
        {
            if (elapsed < warmUp) first = _latencies.Count;
            for (var due = (long)(elapsed.TotalSeconds * callsPerSecond); said < due; said++)
            {
                var station = _stations[said % _stations.Length];
                var at = began + (long)(said / callsPerSecond * Stopwatch.Frequency);
                // A station that still waits says it when it is answered.
                if (station.IsWaiting) station.DueSince = at;
                else station.Say(at);
            }
            await Task.Delay(1);
        }
        await QuietAsync();
        return _latencies.From(first);
    }

    /// <exception cref="InvalidOperationException">A station was lost or refused on the way: the figures mean nothing.</exception>
    public void Check()
    {
        if (_stations.FirstOrDefault(station => station.Fault is not null) is { } faulty) throw new InvalidOperationException($"{faulty.Identity} was answered {faulty.Fault}");
        if (_stations.Count(station => !station.IsConnected) is > 0 and var lost) throw new InvalidOperationException($"{lost} of {_stations.Length} stations lost their connection.");
    }

    public void Dispose()
    {
        foreach (var station in _stations) station.Dispose();
    }

    private void Answered(LoadStation station, long ticks)
    {
        Interlocked.Increment(ref _answered);
        _latencies.Add(ticks);
        if (_saturating || (_finishing && !station.IsAtRest))
        {
            station.Say(Stopwatch.GetTimestamp());
        }
        else if (station.DueSince is > 0 and var due)
        {
            station.DueSince = 0;
            station.Say(due);
        }
    }

    private async Task QuietAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (_stations.Any(station => (station.IsWaiting || (_finishing && !station.IsAtRest)) && station.IsConnected))
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60)) throw new InvalidOperationException("CALLs stayed unanswered for a minute.");
            await Task.Delay(10);
        }
        Check();
    }
}

using Ampwright.Station.App.Control;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.Scenario;

/// <summary>
/// Lets a scenario happen to a fleet: one loop that takes whatever is due next, whichever station it is for.
/// <code>
///  plan of each station ─► queue by time ─► act ─► what follows from it (card, stop, unplug; end of a trouble) ─► queue
/// </code>
/// The scenario's time may go faster than real time; stations and cars do not.
/// </summary>
internal sealed class FleetLife
{
    /// <summary>Sessions that run when nobody comes any more may go on so long, real time.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Progress = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(500);
    private readonly PriorityQueue<Action, TimeSpan> _due = new();
    private readonly Fleet _fleet;
    private readonly FleetScenario _scenario;
    private readonly double _speed;
    private readonly TimeProvider _time;
    private readonly TextWriter _console;
    private readonly FleetCounts _counts = new();
    private readonly long _begun;
    private readonly long _registers;
    private readonly int _connected;

    /// <param name="speed">Seconds of the scenario in a second.</param>
    public FleetLife(Fleet fleet, FleetScenario scenario, double speed, TimeProvider time, TextWriter console)
    {
        (_fleet, _scenario, _speed, _time, _console) = (fleet, scenario, speed, time, console);
        _begun = time.GetTimestamp();
        _registers = FleetCounts.Registers(fleet);
        _connected = fleet.Stations.Count(station => station.Life?.Describe().Connected == true);
        var hour = scenario.StartHour ?? time.GetUtcNow().Hour;
        foreach (var station in fleet.Stations)
        {
            _counts.Watch(station);
            Next(new DriversOf(station, this), StationPlan.Of(scenario, station.Settings.Seed, hour).GetEnumerator());
        }
        if (scenario.Hours is { } hours) At(TimeSpan.FromHours(hours), () => HasEnded = true);
    }

    /// <summary>Nobody comes any more.</summary>
    public bool HasEnded { get; private set; }

    public FleetCounts Counts => _counts;

    private TimeSpan Now => _time.GetElapsedTime(_begun) * _speed;

    /// <summary>Returns when the scenario is over, or when it is stopped, and tells how it went.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var told = TimeSpan.Zero;
        try
        {
            while (!IsOver)
            {
                while (_due.TryPeek(out var act, out var at) && at <= Now)
                {
                    _due.Dequeue();
                    act();
                }
                var real = _time.GetElapsedTime(_begun);
                if (real - told >= Progress)
                {
                    told = real;
                    await _console.WriteLineAsync(Summary().Line(Now));
                }
                var next = _due.TryPeek(out _, out var due) ? (due - Now) / _speed : Progress;
                await Task.Delay(next < Least ? Least : next > Most ? Most : next, _time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Ended by whoever runs the program.
        }
        await _console.WriteLineAsync(Summary().Report(Now));
        await _console.FlushAsync(CancellationToken.None);
    }

    public FleetSummary Summary() => _counts.Read(_fleet, _registers, _connected);

    /// <summary>Does something in a while, in time of the scenario.</summary>
    public void In(TimeSpan wait, Action act) => At(Now + wait, act);

    private bool IsOver => HasEnded && ((Running == 0 && Summary() is { Unsent: 0 } at && at.Started == at.Stopped)
        || Now > TimeSpan.FromHours(_scenario.Hours!.Value) + (Rest * _speed));

    /// <summary>Does something in a while, in real time: what people do with their hands.</summary>
    public void Soon(TimeSpan wait, Action act) => In(wait * _speed, act);

    /// <summary>Cars that are plugged in.</summary>
    public int Running { get; set; }

    private void At(TimeSpan due, Action act) => _due.Enqueue(act, due);

    private void Next(DriversOf drivers, IEnumerator<Happening> plan)
    {
        if (!plan.MoveNext() || (_scenario.Hours is { } hours && plan.Current.At > TimeSpan.FromHours(hours)))
        {
            plan.Dispose();
            return;
        }
        At(plan.Current.At, () =>
        {
            var happening = plan.Current;
            Next(drivers, plan);
            try
            {
                drivers.Begin(happening);
            }
            catch (Exception refused) when (refused is SimulationRefusedException or ControlException)
            {
                // The station is in another trouble just now.
            }
        });
    }
}

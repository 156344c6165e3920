using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ampwright.Csms;

/// <summary>
/// Every metric of the program. To add one: an instrument here, a method that names what is counted, a row in docs/observability.md.
/// </summary>
internal sealed class CsmsMetrics : IDisposable
{
    public const string MeterName = "Ampwright.Csms";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _callSeconds;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _events;
    private readonly Histogram<double> _commitSeconds;
    private readonly Histogram<double> _commitUnits;
    private readonly Histogram<double> _stallSeconds;

    public CsmsMetrics()
    {
        _calls = _meter.CreateCounter<long>("ampwright_calls_total", description: "CALLs of stations, by action and outcome: ok, or the code of the CALLERROR");
        _callSeconds = _meter.CreateHistogram("ampwright_call_seconds", "s", "From a CALL to its answer, by action", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _commands = _meter.CreateCounter<long>("ampwright_commands_total", description: "Commands that reached a state, by action and state");
        _events = _meter.CreateCounter<long>("ampwright_events_total", description: "Events, by kind");
        _commitSeconds = _meter.CreateHistogram("ampwright_commit_seconds", "s", "A database transaction, from the first unit to the flush", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });
        _commitUnits = _meter.CreateHistogram("ampwright_commit_units", description: "Units of work that shared a database transaction", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });
        _stallSeconds = _meter.CreateHistogram("ampwright_stall_seconds", "s", "How long the program stood still", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [2, 5, 10, 30, 60] });
    }

    public void CallAnswered(string action, TimeSpan took)
    {
        _calls.Add(1, new TagList { { "action", action }, { "outcome", "ok" } });
        _callSeconds.Record(took.TotalSeconds, new KeyValuePair<string, object?>("action", action));
    }

    /// <summary>A CALL that was answered with a CALLERROR. The action is the sender's text: only those of the standard are told apart.</summary>
    public void CallRefused(string? action, string code) => _calls.Add(1, new TagList
    {
        { "action", action is not null && Ocpp.Catalogue.Find(action) is { } known ? known.Name : "other" },
        { "outcome", code },
    });

    public void CommandReached(string action, string state) => _commands.Add(1, new TagList { { "action", action }, { "state", state } });

    public void Happened(string kind) => _events.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Committed(int units, TimeSpan took)
    {
        _commitUnits.Record(units);
        _commitSeconds.Record(took.TotalSeconds);
    }

    public void Stalled(TimeSpan lasted) => _stallSeconds.Record(lasted.TotalSeconds);

    /// <summary>Which meter is this one's: a process may hold several.</summary>
    public bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    /// <summary>A value that is looked at when somebody asks.</summary>
    public void Watch(string name, string description, Func<double> value) => _meter.CreateObservableGauge(name, value, description: description);

    /// <summary>A sum that only grows and is kept elsewhere.</summary>
    public void WatchSum(string name, string description, Func<double> value) => _meter.CreateObservableCounter(name, value, description: description);

    /// <summary>One value per label.</summary>
    public void Watch(string name, string description, string label, Func<IEnumerable<(string Label, double Value)>> values) => _meter.CreateObservableGauge(
        name, () => values().Select(each => new Measurement<double>(each.Value, new KeyValuePair<string, object?>(label, each.Label))), description: description);

    public void Dispose() => _meter.Dispose();
}

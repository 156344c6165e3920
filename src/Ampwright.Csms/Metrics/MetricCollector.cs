using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Ampwright.Csms.Metrics;

/// <summary>
/// Listens to the program's own meters and some of the runtime's, and writes what they say in the text format of Prometheus 0.0.4.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Different sets of labels of one metric; more are not told apart: labels must not fill the memory.</summary>
    private const int MostSeries = 2000;

    private static readonly ConcurrentDictionary<string, string> PlainNames = new(StringComparer.Ordinal);
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    /// <summary>Meters of others that are shown too.</summary>
    public static readonly string[] Others = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Metric> _metrics = new();

    public MetricCollector(CsmsMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!metrics.Owns(instrument) && !Others.Contains(instrument.Meter.Name, StringComparer.Ordinal)) return;
            var metric = new Metric(instrument);
            _metrics[instrument] = metric;
            listener.EnableMeasurementEvents(instrument, metric);
        };
        _listener.MeasurementsCompleted = (instrument, state) => Forget(instrument);
        _listener.SetMeasurementEventCallback<double>(Take);
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.Start();
    }

    /// <summary>Everything as it stands now.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder(16 * 1024);
        foreach (var metric in _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)) metric.Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Forget(Instrument instrument) => _metrics.TryRemove(instrument, out _);

    private static void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) => ((Metric)state!).Take(value, tags);

    private enum Form
    {
        Counter,
        Gauge,
        Histogram,
    }

    private sealed class Metric
    {
        private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
        private readonly Form _form;
        private readonly bool _observed;
        private readonly double[]? _bounds;
        private readonly string _help;

        public Metric(Instrument instrument)
        {
            var type = instrument.GetType().Name;
            _observed = instrument.IsObservable;
            _form = type.StartsWith("Histogram", StringComparison.Ordinal) ? Form.Histogram
                : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? Form.Counter
                : Form.Gauge;
            _bounds = _form == Form.Histogram ? [.. (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? DefaultBounds] : null;
            var name = Plain(instrument.Name);
            Name = _form == Form.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
            _help = (instrument.Description ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings(" ");
        }

        public string Name { get; }

        public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = Labels(tags);
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= MostSeries) return;
                series = _series.GetOrAdd(labels, _ => new MetricSeries(_bounds));
            }
            if (_form == Form.Histogram) series.Record(value);
            else if (_observed) series.Set(value);
            else series.Add(value);
        }

        public void Write(StringBuilder text)
        {
            if (_series.IsEmpty) return;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_help}\n# TYPE {Name} {_form switch { Form.Counter => "counter", Form.Gauge => "gauge", _ => "histogram" }}\n");
            foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                var (sum, count, buckets) = series.Read();
                if (_form != Form.Histogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{Name}{Braced(labels)} {sum}\n");
                    continue;
                }
                long below = 0;
                for (var bucket = 0; bucket < _bounds!.Length; bucket++)
                {
                    below += buckets[bucket];
                    text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{Braced(With(labels, $"le=\"{_bounds[bucket].ToString(CultureInfo.InvariantCulture)}\""))} {below}\n");
                }
                text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{Braced(With(labels, "le=\"+Inf\""))} {count}\n{Name}_sum{Braced(labels)} {sum}\n{Name}_count{Braced(labels)} {count}\n");
            }
        }

        private static string With(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

        private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

        private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.IsEmpty) return "";
            var text = new StringBuilder();
            foreach (var (name, value) in tags)
            {
                if (text.Length > 0) text.Append(',');
                text.Append(Plain(name)).Append("=\"");
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
            }
            return text.ToString();
        }

        // The same few names come with every message.
        private static string Plain(string name) => PlainNames.GetOrAdd(
            name, static given => string.Concat(given.Select(character => char.IsAsciiLetterOrDigit(character) || character == '_' ? character : '_')));
    }
}

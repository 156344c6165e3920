namespace Ampwright.Csms.Metrics;

/// <summary>One metric with one set of labels, as it has grown.</summary>
internal sealed class MetricSeries(IReadOnlyList<double>? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[(bounds?.Count ?? 0) + 1];
    private double _sum;
    private long _count;

    public void Add(double value)
    {
        lock (_lock) _sum += value;
    }

    public void Set(double value)
    {
        lock (_lock) _sum = value;
    }

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds!.Count && value > bounds[bucket]) bucket++;
        lock (_lock)
        {
            _buckets[bucket]++;
            _sum += value;
            _count++;
        }
    }

    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_lock) return (_sum, _count, [.. _buckets]);
    }
}

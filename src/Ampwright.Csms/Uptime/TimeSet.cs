using System.Runtime.InteropServices;

namespace Ampwright.Csms.Uptime;

/// <summary>Stretches of time that do not touch, in order. Each holds its beginning and not its end.</summary>
internal sealed class TimeSet
{
    private readonly List<Stretch> _stretches;

    private TimeSet(List<Stretch> stretches) => _stretches = stretches;

    public static TimeSet Empty { get; } = new([]);

    public IReadOnlyList<Stretch> Stretches => _stretches;

    /// <summary>All of it together.</summary>
    public TimeSpan Length => new(_stretches.Sum(stretch => stretch.Length.Ticks));

    public decimal Minutes => (decimal)Length.Ticks / TimeSpan.TicksPerMinute;

    /// <summary>Of stretches in any order, that may overlap; those that end before they begin are none.</summary>
    public static TimeSet Of(IEnumerable<Stretch> stretches)
    {
        var joined = new List<Stretch>();
        foreach (var next in stretches.Where(stretch => stretch.From < stretch.Until).OrderBy(stretch => stretch.From))
        {
            if (joined.Count > 0 && next.From <= joined[^1].Until) joined[^1] = joined[^1] with { Until = Later(joined[^1].Until, next.Until) };
            else joined.Add(next);
        }
        return new TimeSet(joined);
    }

    public static TimeSet Of(DateTimeOffset from, DateTimeOffset until) => Of([new Stretch(from, until)]);

    public TimeSet Or(TimeSet other) => Of(_stretches.Concat(other._stretches));

    public TimeSet And(TimeSet other)
    {
        var both = new List<Stretch>();
        for (int mine = 0, its = 0; mine < _stretches.Count && its < other._stretches.Count;)
        {
            var (one, two) = (_stretches[mine], other._stretches[its]);
            var (from, until) = (Later(one.From, two.From), one.Until < two.Until ? one.Until : two.Until);
            if (from < until) both.Add(new Stretch(from, until));
            if (one.Until < two.Until) mine++;
            else its++;
        }
        return new TimeSet(both);
    }

    public TimeSet Without(TimeSet other)
    {
        if (_stretches.Count == 0) return this;
        var (gaps, from) = (new List<Stretch>(), DateTimeOffset.MinValue);
        foreach (var stretch in other._stretches)
        {
            gaps.Add(new Stretch(from, stretch.From));
            from = stretch.Until;
        }
        gaps.Add(new Stretch(from, DateTimeOffset.MaxValue));
        return And(Of(gaps));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(DateTimeOffset From, DateTimeOffset Until)
{
    public TimeSpan Length => Until - From;

    public decimal Minutes => (decimal)Length.Ticks / TimeSpan.TicksPerMinute;
}

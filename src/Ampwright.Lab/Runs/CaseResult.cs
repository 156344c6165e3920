namespace Ampwright.Lab.Runs;

/// <summary>What a case found, and why.</summary>
internal sealed record CaseResult
{
    public required string Id { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The step at which it ended; null where it passed.</summary>
    public string? Step { get; init; }

    /// <summary>What was expected there.</summary>
    public string? Expected { get; init; }

    /// <summary>What came instead.</summary>
    public string? Found { get; init; }

    /// <summary>The number of the frame in the trace that broke it.</summary>
    public int? Frame { get; init; }

    /// <summary>The clause of the standard or the case's own check.</summary>
    public string? Clause { get; init; }

    /// <summary>What was seen and does not decide: unexpected StatusNotifications, doubtful checks, readings of an ambiguous clause.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>Since the run began, monotonic.</summary>
    public TimeSpan Began { get; init; }

    public TimeSpan Took { get; init; }
}

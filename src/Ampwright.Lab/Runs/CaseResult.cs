using Ampwright.Lab.Catalogue;

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

    /// <summary>How the system read ambiguous clauses; null where it met none.</summary>
    public IReadOnlyList<Reading>? Readings { get; init; }

    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>The file name of the trace that it stands in; null before it is reported.</summary>
    public string? Trace { get; init; }

    /// <summary>Since the run began, monotonic.</summary>
    public TimeSpan Began { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>A case that could not begin.</summary>
    /// <param name="step">What was done before it.</param>
    public static CaseResult NotBegun(CaseRow row, string step, string expected, string found, TimeSpan at) => new()
    {
        Id = row.Id,
        Verdict = Verdict.Inconclusive,
        Step = step,
        Expected = expected,
        Found = found,
        Began = at,
    };

    /// <summary>A case whose security profile the connection does not have: the system was not raised to it.</summary>
    public static CaseResult OfWrongConnection(CaseRow row, int profile, TimeSpan at) => NotBegun(
        row, "before the case", $"a connection by security profile {string.Join(" or ", row.Connections)}", $"it is by profile {profile}", at);
}

using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs;

/// <summary>A case ends here without having passed.</summary>
internal sealed class CaseException(Verdict verdict, string expected, string found, Frame? frame = null, string clause = "")
    : Exception($"expected {expected}; {found}")
{
    public Verdict Verdict { get; } = verdict;

    public string Expected { get; } = expected;

    public string Found { get; } = found;

    /// <summary>The frame that broke it.</summary>
    public Frame? Frame { get; } = frame;

    public string Clause { get; } = clause;

    /// <summary>A rule that holds for every case was broken, and not a step of this one.</summary>
    public bool IsBreach { get; init; }
}

namespace Ampwright.Lab.Runs;

/// <remarks>Checks after which a case goes on where they do not hold, to see the rest (the TLS handshakes of TC_086 and TC_087).</remarks>
internal abstract partial class CaseRun
{
    private readonly List<string> _failed = [];

    /// <summary>A check of the case's text; where it does not hold the case fails at its end, or earlier where it cannot go on.</summary>
    public void CheckAndGoOn(bool holds, string what, string found)
    {
        Trace.Add("check", ("case", Id), ("expected", what), ("holds", holds));
        if (holds) return;
        _failed.Add($"{what}; {found}");
        Remark($"Failed check: expected {what}; {found}");
    }

    /// <summary>The checks after which the case went on decide.</summary>
    /// <param name="of">What they were of.</param>
    public void JudgeChecks(string of)
    {
        Step($"L: judges {of}");
        if (_failed.Count > 0) throw new CaseException(Verdict.Fail, $"every check of {of} to hold", $"failed: {string.Join("; ", _failed)}");
    }
}

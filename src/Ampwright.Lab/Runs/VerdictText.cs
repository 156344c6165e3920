namespace Ampwright.Lab.Runs;

/// <summary>A verdict as reports and traces write it.</summary>
internal static class VerdictText
{
    public static string Text(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Inconclusive => "inconclusive",
        _ => "error",
    };
}

namespace Ampwright.TestKit;

/// <summary>
/// How much of a fault or a threat a test brings: enough for seconds, or, where AMPWRIGHT_TORTURE is 1 as bench/torture sets it, the figure that
/// a release has to show.
/// </summary>
public static class Scale
{
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("AMPWRIGHT_TORTURE") == "1";

    /// <summary>Which part of a step this is, from 1: bench/torture cuts long ones into parts that differ in their seeds.</summary>
    public static int Part { get; } = int.TryParse(Environment.GetEnvironmentVariable("AMPWRIGHT_TORTURE_PART"), out var part) ? part : 1;

    public static int Of(int inTest, int whole) => IsWhole ? whole : inTest;

    /// <summary>Keeps a figure where bench/torture collects them, in the file that AMPWRIGHT_TORTURE_LOG names.</summary>
    public static void Report(string figure)
    {
        if (Environment.GetEnvironmentVariable("AMPWRIGHT_TORTURE_LOG") is { Length: > 0 } log) File.AppendAllText(log, $"    {figure}\n");
    }
}

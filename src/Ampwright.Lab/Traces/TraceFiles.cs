namespace Ampwright.Lab.Traces;

/// <summary>The traces in the folder of a run: one for each time that it was begun or taken up again.</summary>
internal static class TraceFiles
{
    public static IReadOnlyList<string> All(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "trace-*.jsonl").Order(StringComparer.Ordinal)] : [];

    /// <summary>The file of a number, from 0.</summary>
    public static string At(string folder, int number) => Path.Combine(folder, $"trace-{number + 1:00}.jsonl");

    /// <summary>An earlier run's traces go.</summary>
    public static void Remove(string folder)
    {
        foreach (var file in All(folder)) File.Delete(file);
    }
}

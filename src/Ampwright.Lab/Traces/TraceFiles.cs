namespace Ampwright.Lab.Traces;

/// <summary>The traces in the folder of a run: one for each time that it was begun or taken up again.</summary>
internal static class TraceFiles
{
    public static IReadOnlyList<string> All(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "trace-*.jsonl").Order(StringComparer.Ordinal)] : [];

    /// <summary>The file for what comes now.</summary>
    public static string Next(string folder) => Path.Combine(folder, $"trace-{All(folder).Count + 1:00}.jsonl");

    /// <summary>An earlier run's traces go.</summary>
    public static void Remove(string folder)
    {
        foreach (var file in All(folder)) File.Delete(file);
    }
}

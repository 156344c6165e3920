using System.Text.Json;

namespace Ampwright.Lab.Traces;

/// <summary>Reads the trace of a run.</summary>
internal static class TraceReader
{
    /// <exception cref="LabException">The file is not there, or a line is no line of a trace.</exception>
    public static IReadOnlyList<TraceLine> Read(string file)
    {
        try
        {
            return Parse(File.ReadLines(file));
        }
        catch (IOException missing)
        {
            throw new LabException($"The trace {file} cannot be read: {missing.Message}", missing);
        }
        catch (LabException broken)
        {
            throw new LabException($"{file}, {broken.Message}", broken);
        }
    }

    /// <summary>The lines of a trace that may have been broken off in the middle of its last one.</summary>
    public static IReadOnlyList<TraceLine> ReadWhole(string file)
    {
        var texts = File.ReadAllLines(file);
        try
        {
            return Parse(texts);
        }
        catch (LabException)
        {
            return Parse(texts.SkipLast(1));
        }
    }

    /// <exception cref="LabException">A line is no line of a trace.</exception>
    public static IReadOnlyList<TraceLine> Parse(IEnumerable<string> texts)
    {
        var lines = new List<TraceLine>();
        try
        {
            foreach (var text in texts) lines.Add(new TraceLine(JsonElement.Parse(text)));
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LabException($"line {lines.Count + 1}, is no line of a trace: {broken.Message}", broken);
        }
        return lines;
    }
}

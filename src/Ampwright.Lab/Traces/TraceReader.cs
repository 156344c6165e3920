using System.Text.Json;

namespace Ampwright.Lab.Traces;

/// <summary>Reads the trace of a run.</summary>
internal static class TraceReader
{
    /// <exception cref="LabException">The file is not there, or a line is no line of a trace.</exception>
    public static IReadOnlyList<TraceLine> Read(string file)
    {
        var lines = new List<TraceLine>();
        try
        {
            foreach (var text in File.ReadLines(file)) lines.Add(Parse(text));
        }
        catch (IOException missing)
        {
            throw new LabException($"The trace {file} cannot be read: {missing.Message}", missing);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LabException($"{file}, line {lines.Count + 1}, is no line of a trace: {broken.Message}", broken);
        }
        return lines;
    }

    private static TraceLine Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return new TraceLine(document.RootElement.Clone());
    }
}

using System.Text.Json;

namespace Ampwright.Station.Flight.Replay;

/// <summary>Replays a flight record: every life whose beginning is in it, up to the first difference.</summary>
public static class FlightReplay
{
    /// <param name="record">Lines of JSON as <see cref="FlightRecorder"/> writes them.</param>
    /// <exception cref="InvalidDataException">It is no flight record, or none of this version.</exception>
    public static async Task<FlightReport> RunAsync(TextReader record)
    {
        var lives = await ReadAsync(record);
        var notReplayed = new List<string>();
        var (replayed, frames, events, commands) = (0, 0L, 0L, 0L);
        foreach (var lines in lives)
        {
            var first = lines[0];
            if (first.Line is not { Kind: FlightKind.Life, Life: { } life })
            {
                notReplayed.Add($"lines {first.Number} to {lines[^1].Number}: their life began before the record");
                continue;
            }
            if (life.Format != RecordedLife.Format) throw new InvalidDataException($"Line {first.Number}: format {life.Format}; this program knows {RecordedLife.Format}.");
            var memory = lines.Skip(1).TakeWhile(one => one.Line.Kind == FlightKind.Memory).ToList();
            var script = new ReplayScript([.. lines.Skip(1 + memory.Count)]);
            await using (var again = new ReplayedLife(first.Line, memory.Select(one => one.Line.Memory!.Value), script)) again.Run();
            replayed++;
            (frames, events, commands) = (frames + script.Frames, events + script.Events, commands + script.Commands);
            if (script.Difference is { } difference) return new FlightReport(replayed, frames, events, commands, difference, notReplayed);
            if (script.WhyNoMore is { } why && script.NextNumber < lines[^1].Number) notReplayed.Add($"lines {script.NextNumber} to {lines[^1].Number}: {why}");
        }
        if (replayed == 0) throw new InvalidDataException("There is no life in it whose beginning is recorded.");
        return new FlightReport(replayed, frames, events, commands, Difference: null, notReplayed);
    }

    /// <summary>The lines of each life; what people did is left out.</summary>
    private static async Task<List<List<(long Number, string Text, FlightLine Line)>>> ReadAsync(TextReader record)
    {
        var lives = new List<List<(long Number, string Text, FlightLine Line)>>();
        for (var number = 1L; await record.ReadLineAsync() is { } text; number++)
        {
            if (text.Length == 0) continue;
            FlightLine line;
            try
            {
                line = FlightLine.Read(text);
            }
            catch (JsonException failure)
            {
                if (number == 1) throw new InvalidDataException($"Line 1 is no line of a flight record: {failure.Message}", failure);
                line = new FlightLine { Kind = FlightKind.Gap, Text = "a line is not whole" };
            }
            if (line.Kind == FlightKind.Act) continue;
            if (line.Kind == FlightKind.Life || lives.Count == 0) lives.Add([]);
            lives[^1].Add((number, text, line));
        }
        return lives;
    }
}

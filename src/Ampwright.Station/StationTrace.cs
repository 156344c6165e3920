using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Diagnostics;

namespace Ampwright.Station;

public enum TraceKind
{
    Note,
    Sent,
    Received,
}

/// <summary>One line of a station's trace.</summary>
/// <param name="Number">Counts from 1 over the station's life; gaps mean that older lines were dropped.</param>
/// <param name="At">By the host's clock.</param>
public sealed record TraceLine(long Number, DateTimeOffset At, TraceKind Kind, string Text);

/// <summary>The last things a station sent, received and did; bounded. Safe from any thread.</summary>
public sealed class StationTrace(TimeProvider time, int capacity = 1_000) : IPeerObserver
{
    private const int LongestText = 16_384;
    private readonly Lock _lock = new();
    private readonly Queue<TraceLine> _lines = new();
    private long _count;

    /// <summary>Raised for every new line, on the thread it came from.</summary>
    public Action<TraceLine>? Added { get; set; }

    /// <summary>The lines after the given number, oldest first.</summary>
    public IReadOnlyList<TraceLine> Since(long number = 0)
    {
        lock (_lock) return [.. _lines.Where(line => line.Number > number)];
    }

    public void Note(string text) => Add(TraceKind.Note, text);

    void IPeerObserver.Received(ReadOnlySpan<byte> frame) => Add(TraceKind.Received, Readable(frame));

    void IPeerObserver.Sent(ReadOnlySpan<byte> frame) => Add(TraceKind.Sent, Readable(frame));

    void IPeerObserver.Ignored(IgnoredReason why, string text) => Note($"ignored, {why}: {text}");

    void IPeerObserver.HandlerFailed(OcppAction action, Exception exception) => Note($"{action.Name} failed: {exception}");

    private void Add(TraceKind kind, string text)
    {
        text = Secrets.Redact(text);
        TraceLine line;
        lock (_lock)
        {
            line = new TraceLine(++_count, time.GetUtcNow(), kind, text.Length > LongestText ? text[..LongestText] + "…" : text);
            _lines.Enqueue(line);
            if (_lines.Count > capacity) _lines.Dequeue();
        }
        Added?.Invoke(line);
    }

    private static string Readable(ReadOnlySpan<byte> frame) => Encoding.UTF8.GetString(frame[..Math.Min(frame.Length, LongestText + 1)]);
}

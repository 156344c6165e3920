using System.Text.Json;

namespace Ampwright.Lab.Traces;

/// <summary>A line of a trace.</summary>
internal sealed class TraceLine(JsonElement line)
{
    public DateTimeOffset At { get; } = line.GetProperty("at").GetDateTimeOffset();

    /// <summary>Since the run began, monotonic.</summary>
    public TimeSpan Since { get; } = TimeSpan.FromMilliseconds(line.GetProperty("ms").GetDouble());

    public string What { get; } = line.GetProperty("what").GetString()!;

    /// <summary>A member's text; empty where it has none.</summary>
    public string Text(string member) => line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A member's number; 0 where it has none.</summary>
    public int Number32(string member) => line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;

    /// <summary>A member's number with its fraction; 0 where it has none.</summary>
    public double Number(string member) => line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    /// <summary>Whether a member is true; false where there is none.</summary>
    public bool Holds(string member) => line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A member that is an object.</summary>
    public JsonElement Member(string member) => line.GetProperty(member);
}

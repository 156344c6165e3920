using System.Text.Json;

namespace Ampwright.Lab.Wire;

/// <summary>One frame as it was on the wire.</summary>
internal sealed record Frame
{
    public required FrameKind Kind { get; init; }

    public required string Id { get; init; }

    /// <summary>The action of a CALL; of an answer, that of the CALL it answers, once that is known.</summary>
    public string Action { get; init; } = "";

    /// <summary>The payload, or a CALLERROR's details.</summary>
    public JsonElement Payload { get; init; }

    public string ErrorCode { get; init; } = "";

    public string ErrorText { get; init; } = "";

    /// <summary>Its number in the trace of the run, from 1.</summary>
    public int Number { get; init; }

    /// <summary>When it was received or sent, on the lab's monotonic clock, since the run began.</summary>
    public TimeSpan At { get; init; }

    /// <summary>A member of the payload as text; null where it is missing or no string, number or truth value.</summary>
    public string? Text(string member) =>
        Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty(member, out var value) ? TextOf(value) : null;

    /// <summary>A member of the payload as a whole number; null where there is none.</summary>
    public int? Number32(string member) =>
        Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>A member that is an object or a list.</summary>
    public JsonElement? Member(string member) =>
        Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty(member, out var value) ? value : null;

    /// <summary>A member as an instant; null where there is none that can be read.</summary>
    public DateTimeOffset? Time(string member) =>
        Member(member) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time) ? time : null;

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}

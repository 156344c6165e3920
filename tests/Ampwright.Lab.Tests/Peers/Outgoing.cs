using System.Text.Json.Nodes;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>A message that a model is about to send.</summary>
internal sealed record Outgoing(bool IsAnswer, string Action, JsonObject Payload)
{
    /// <summary>The code of a CALLERROR that goes in its place.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The frame of an answer.</summary>
    public string Answer(string id) => ErrorCode is { } code ? FrameText.Error(id, code, "") : FrameText.Result(id, Payload);

    public bool Is(string action, string? member, string? value) =>
        Action == action && (member is null || Payload[member]?.ToString() == value);

    public Outgoing With(string member, JsonNode? value)
    {
        var changed = (JsonObject)Payload.DeepClone();
        if (value is null) changed.Remove(member);
        else changed[member] = value.DeepClone();
        return this with { Payload = changed };
    }
}

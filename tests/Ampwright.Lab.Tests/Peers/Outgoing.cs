using System.Text.Json.Nodes;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>A message that a model is about to send.</summary>
internal sealed record Outgoing(bool IsAnswer, string Action, JsonObject Payload)
{
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

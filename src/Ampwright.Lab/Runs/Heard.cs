using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs;

/// <summary>Something that came from the system: one of the three is set.</summary>
/// <param name="Call">A CALL.</param>
/// <param name="Opened">It connected.</param>
/// <param name="Closed">The connection ended, and how.</param>
internal sealed record Heard(Frame? Call, Handshake? Opened, string? Closed)
{
    public override string ToString() => Call is { } call ? $"{call.Action} {call.Payload.GetRawText()}" : Opened is not null ? "a new connection" : $"the connection ended ({Closed})";
}

using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs;

/// <summary>Something that came from the system: one of them is set.</summary>
/// <param name="Call">A CALL.</param>
/// <param name="Opened">It connected.</param>
/// <param name="Closed">The connection ended, and how.</param>
internal sealed record Heard(Frame? Call, Handshake? Opened, string? Closed)
{
    /// <summary>It knocked and did not come in, and why.</summary>
    public string? Knocked { get; init; }

    public override string ToString() => Knocked is not null ? $"an attempt to connect ({Knocked})" : Call is { } call ? $"{call.Action} {call.Payload.GetRawText()}" : Opened is not null ? "a new connection" : $"the connection ended ({Closed})";
}

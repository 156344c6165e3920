namespace Ampwright.Csms.Boot;

/// <summary>One command that a pending station is sent before it is accepted.</summary>
internal sealed record BootStep
{
    /// <summary>From 1.</summary>
    public int Position { get; init; }
    public string Action { get; init; } = "";

    /// <summary>The payload as JSON.</summary>
    public string Request { get; init; } = "{}";

    /// <summary>Waiting, Running, Done or Failed, since the last BootNotification.</summary>
    public string State { get; init; } = "";
    public long? CommandId { get; init; }

    /// <summary>What the station answered, or why it failed.</summary>
    public string? Detail { get; init; }
}

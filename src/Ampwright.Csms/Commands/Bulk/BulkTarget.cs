namespace Ampwright.Csms.Commands.Bulk;

/// <summary>One station's part of a bulk command.</summary>
internal sealed record BulkTarget
{
    public string Station { get; init; } = "";

    /// <summary>Waiting, Open, Succeeded, Failed or Skipped.</summary>
    public string State { get; init; } = "";
    public long? CommandId { get; init; }
    public string? Detail { get; init; }
}

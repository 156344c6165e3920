namespace Ampwright.Csms.MessageLog;

/// <summary>A frame as stored.</summary>
internal sealed record MessageRecord
{
    public long Sequence { get; init; }
    public DateTimeOffset At { get; init; }
    public string Station { get; init; } = "";
    public string Direction { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? Action { get; init; }
    public string? MessageId { get; init; }
    public long Epoch { get; init; }
    public int Bytes { get; init; }
    public string Frame { get; init; } = "";
    public int? CutAfter { get; init; }

    /// <summary>JSON; null where there are none.</summary>
    public string? Findings { get; init; }
    public int LostBefore { get; init; }
}

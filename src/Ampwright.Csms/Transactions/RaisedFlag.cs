namespace Ampwright.Csms.Transactions;

/// <summary>A mark on a transaction with what it rests on.</summary>
internal sealed record RaisedFlag
{
    public string Flag { get; init; } = "";
    public string Detail { get; init; } = "";
    public DateTimeOffset RaisedAt { get; init; }
}

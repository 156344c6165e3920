using System.Runtime.InteropServices;

namespace Ampwright.Csms.Reconciliation;

/// <summary>What is known of a transaction that is to be examined. Energy in Wh, instants in UTC.</summary>
internal sealed record TransactionFacts
{
    public required int TransactionId { get; init; }
    public required int MeterStart { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public int? MeterStop { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public required long RatedWatts { get; init; }

    /// <summary>The marks it got as it was recorded: name and detail.</summary>
    public IReadOnlyList<(string Flag, string Detail)> Flags { get; init; } = [];

    /// <summary>The register readings, in the order of their time stamps.</summary>
    public IReadOnlyList<RegisterReading> Readings { get; init; } = [];

    /// <summary>An earlier transaction on the connector that delivered energy from and to the same readings.</summary>
    public int? Twin { get; init; }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegisterReading(DateTimeOffset At, long Wh);

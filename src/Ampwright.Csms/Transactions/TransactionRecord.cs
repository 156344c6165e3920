using Ampwright.Csms.Reconciliation;

namespace Ampwright.Csms.Transactions;

/// <summary>A transaction as stored. Energy is in Wh, power in W, instants are UTC.</summary>
internal sealed record TransactionRecord
{
    public int TransactionId { get; init; }

    /// <summary>The order in which transactions became known: the key to page by.</summary>
    public long Sequence { get; init; }
    public string Station { get; init; } = "";

    /// <summary>The site the station stands at.</summary>
    public long SiteId { get; init; }
    public int ConnectorId { get; init; }
    public string IdTag { get; init; } = "";
    public int MeterStart { get; init; }
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The start's time stamp as the station wrote it.</summary>
    public string? StartedText { get; init; }
    public int? ReservationId { get; init; }

    /// <summary>The authorization status told in StartTransaction.conf; a transaction is stored whatever it says.</summary>
    public string Verdict { get; init; } = "";
    public int? SuspectDuplicateOf { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The newest reading of the import register.</summary>
    public long? LastMeter { get; init; }
    public double? LastPower { get; init; }
    public DateTimeOffset? LastMeterAt { get; init; }
    public int? MeterStop { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public string? StoppedText { get; init; }
    public string? StopReason { get; init; }
    public string? StopIdTag { get; init; }
    public DateTimeOffset? StopReceivedAt { get; init; }

    /// <summary>Marks that keep a transaction from being billed unseen, comma-separated; null when there are none.</summary>
    public string? Flags { get; init; }

    /// <summary>When it was stopped or marked and not examined yet.</summary>
    public DateTimeOffset? ExamineDue { get; init; }

    /// <summary>The case that ended it in the station's stead.</summary>
    public long? StopCaseId { get; init; }
    public long OpenCases { get; init; }
    public long CasesAgainst { get; init; }

    public BillingState Billing => OpenCases > 0 ? BillingState.Suspect
        : Open ? BillingState.Running
        : CasesAgainst > 0 ? BillingState.NotBillable
        : ExamineDue is not null ? BillingState.Pending
        : BillingState.Billable;

    public bool Open => StopReceivedAt is null;

    /// <summary>
    /// Energy so far, or in the end, in Wh. Never negative: a register that ran backwards yields 0 and a flag.
    /// </summary>
    public long EnergyWh => Math.Max(0, (MeterStop ?? LastMeter ?? MeterStart) - (long)MeterStart);
}

namespace Ampwright.Csms.Prices;

/// <summary>An entry of the book, which is a receipt as well. Amounts are whole smallest units of the currency, energy Wh.</summary>
internal sealed record PriceEntry
{
    public long EntryId { get; init; }
    public int TransactionId { get; init; }
    public PriceEntryKind Kind { get; init; }
    public long SiteId { get; init; }

    /// <summary>From 1, without gaps at its site.</summary>
    public long ReceiptNumber { get; init; }
    public string SiteName { get; init; } = "";
    public string? SiteAddress { get; init; }
    public string Station { get; init; } = "";
    public int ConnectorId { get; init; }
    public string IdTag { get; init; } = "";
    public long? DriverId { get; init; }
    public long? GroupId { get; init; }

    /// <summary>As 2026-03, of <see cref="MadeAt"/> in the site's own time.</summary>
    public string Month { get; init; } = "";
    public string TimeZone { get; init; } = "UTC";
    public long TariffId { get; init; }
    public int TariffNumber { get; init; }
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>With <see cref="MeterStop"/> what the amount rests on; null where all that was booked by rule is taken back.</summary>
    public DateTimeOffset? StoppedAt { get; init; }
    public int? MeterStop { get; init; }

    /// <summary>What it adds to the energy that is billed.</summary>
    public long EnergyWh { get; init; }
    public string Currency { get; init; } = "";
    public long Net { get; init; }
    public long Tax { get; init; }
    public long Gross { get; init; }
    public string TaxPercent { get; init; } = "0";

    /// <summary>A list of <see cref="PriceStep"/> as JSON; their sum is the gross amount.</summary>
    public string Steps { get; init; } = "[]";
    public string? Reason { get; init; }
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>An account or token; <c>rule</c> where nobody decided.</summary>
    public string MadeBy { get; init; } = "";

    public bool IsByRule => Kind is PriceEntryKind.Charge or PriceEntryKind.Recalculation;
}

/// <summary>What an entry is. The names are on disk and in the API.</summary>
internal enum PriceEntryKind
{
    /// <summary>The price of a session, once it may be billed.</summary>
    Charge,

    /// <summary>The difference, where what the charge rested on became another.</summary>
    Recalculation,

    /// <summary>What a person adds or takes off.</summary>
    Correction,

    /// <summary>What a person gives back; negative.</summary>
    Refund,
}

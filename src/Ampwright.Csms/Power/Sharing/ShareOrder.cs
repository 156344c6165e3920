namespace Ampwright.Csms.Power.Sharing;

/// <summary>A limit that is to be sent to a station. Give its <see cref="Claim"/> the command's number, and say what became of it.</summary>
internal sealed record ShareOrder
{
    public required OrderKind Kind { get; init; }
    public required long StationId { get; init; }
    public required string Station { get; init; }

    /// <summary>0: the station.</summary>
    public int ConnectorId { get; init; }

    /// <summary>The transaction it is for, and when that began.</summary>
    public int? Transaction { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>In tenths of an ampere on each phase.</summary>
    public required int Limit { get; init; }

    /// <summary>Phases of the wiring; in watts the current counts so often.</summary>
    public int Phases { get; init; } = 3;

    /// <summary>When the station is to let it go by itself; null: never.</summary>
    public DateTimeOffset? Until { get; init; }

    public required Claims Of { get; init; }

    public required Claim Claim { get; init; }
}

/// <summary>By which of the standard's profiles it is sent.</summary>
internal enum OrderKind
{
    /// <summary>TxProfile.</summary>
    Transaction,

    /// <summary>TxDefaultProfile of all connectors, or of one.</summary>
    Fallback,

    /// <summary>ChargePointMaxProfile.</summary>
    StationMost,
}

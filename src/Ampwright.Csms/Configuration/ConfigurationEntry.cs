namespace Ampwright.Csms.Configuration;

/// <summary>One configuration key of a station as stored. Instants are UTC.</summary>
internal sealed record ConfigurationEntry
{
    public string Name { get; init; } = "";

    /// <summary>False: the station says that it does not know the key; null until it was read.</summary>
    public bool? Known { get; init; }
    public bool? ReadOnly { get; init; }

    /// <summary>As last read, masked where it is secret; null where it is not set, or not read.</summary>
    public string? Value { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
    public string? WrittenValue { get; init; }

    /// <summary>How the station answered the last write.</summary>
    public string? WriteStatus { get; init; }
    public DateTimeOffset? WrittenAt { get; init; }
}

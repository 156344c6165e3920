using Ampwright.TestKit.Wire;

namespace Ampwright.EndToEnd.Load;

/// <summary>What a load runs against.</summary>
internal sealed record LoadSetting
{
    /// <summary>A PostgreSQL server of its own instead of SQLite.</summary>
    public bool OnPostgres { get; init; }

    /// <summary>Where the data is, of the CSMS or of the server; null: a temporary folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A program that becomes the CSMS, and its arguments.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    /// <summary>What is wrong with the line between stations and CSMS; null: nothing.</summary>
    public Toxic? Toxic { get; init; }
}

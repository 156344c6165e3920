namespace Ampwright.Station.Configuration;

internal enum EntryType
{
    Boolean,
    Integer,
    Text,
    List,
    Secret,
}

internal enum EntryAccess
{
    ReadOnly,
    ReadWrite,

    /// <summary>Can be set and is never shown (AuthorizationKey; security whitepaper ed. 3 §7.2).</summary>
    WriteOnly,
}

/// <summary>One configuration key of this station, as its product profile makes it.</summary>
internal sealed record ConfigurationEntry
{
    /// <summary>The standard's spelling; keys are compared without case.</summary>
    public required string Name { get; init; }

    public required EntryType Type { get; init; }

    public required EntryAccess Access { get; init; }

    /// <summary>The value before anybody changed it.</summary>
    public required string Default { get; init; }

    /// <summary>Least and greatest integer that is taken.</summary>
    public int Least { get; init; }

    public int Greatest { get; init; } = int.MaxValue;

    /// <summary>Most items of a list.</summary>
    public int MostItems { get; init; } = 50;

    /// <summary>Whether one item of a list is possible on this station; null = any.</summary>
    public Func<string, bool>? AllowsItem { get; init; }

    /// <summary>Whether a text as a whole is possible; null = any.</summary>
    public Func<string, bool>? AllowsText { get; init; }

    /// <summary>A change is stored and takes effect with the next start of the station.</summary>
    public bool NeedsReboot { get; init; }

    /// <summary>
    /// The value in the form it is kept and reported in, or null when it is not possible here.
    /// Booleans in any case, lists also with blanks (digest of OCPP 1.6 ed. 2 §5.3, §9).
    /// </summary>
    public string? Normalize(string value) => Type switch
    {
        EntryType.Boolean when bool.TryParse(value, out var flag) => flag ? "true" : "false",
        EntryType.Integer when TryInteger(value, out var number) && number >= Least && number <= Greatest => number.ToString(),
        EntryType.List => NormalizeList(value),
        EntryType.Text or EntryType.Secret when AllowsText?.Invoke(value) != false => value,
        _ => null,
    };

    private static bool TryInteger(string value, out int number) =>
        int.TryParse(value.Trim(), System.Globalization.NumberStyles.AllowLeadingSign, null, out number);

    private string? NormalizeList(string value)
    {
        if (value.Trim().Length == 0) return "";
        var items = value.Split(',', StringSplitOptions.TrimEntries);
        if (items.Length > MostItems || items.Distinct(StringComparer.Ordinal).Count() != items.Length) return null;
        return items.All(item => item.Length > 0 && AllowsItem?.Invoke(item) != false) ? string.Join(',', items) : null;
    }
}

using System.Globalization;
using Ampwright.Ocpp.Configuration;

namespace Ampwright.Csms.Configuration;

/// <summary>Where a station differs from its template.</summary>
internal static class Drift
{
    /// <param name="template">What it is to have.</param>
    /// <param name="told">What it told, and how it answered the last writes.</param>
    /// <param name="lastBootAt">When it last booted: what needed a reboot before is in effect since.</param>
    public static List<DriftedKey> Of(Template template, IEnumerable<ConfigurationEntry> told, DateTimeOffset? lastBootAt)
    {
        var byKey = told.ToDictionary(entry => ConfigurationStore.Fold(entry.Name), StringComparer.Ordinal);
        return
        [
            .. template.Keys.Select(key =>
            {
                var entry = byKey.GetValueOrDefault(ConfigurationStore.Fold(key.Name));
                return new DriftedKey(key.Name, key.Value, entry?.Value, entry is null ? DriftState.Unread : StateOf(key, entry, lastBootAt));
            }),
        ];
    }

    /// <summary>Whether two texts say the same as values of the key: the case of booleans and the order of lists say nothing (OCPP 1.6 ed. 2 §9).</summary>
    public static bool Same(string name, string wanted, string? told)
    {
        if (told is null) return wanted.Length == 0;
        return ConfigurationKeys.Find(name)?.Type switch
        {
            ConfigurationType.Boolean => wanted.Equals(told, StringComparison.OrdinalIgnoreCase),
            ConfigurationType.Integer when Whole(wanted) is { } left && Whole(told) is { } right => left == right,
            ConfigurationType.List => Items(wanted).SetEquals(Items(told)),
            _ => string.Equals(wanted, told, StringComparison.Ordinal),
        };
    }

    private static DriftState StateOf(TemplateKey key, ConfigurationEntry entry, DateTimeOffset? lastBootAt) => entry switch
    {
        { WriteStatus: "RebootRequired", WrittenValue: { } written } when Same(key.Name, key.Value, written) && !(lastBootAt > entry.WrittenAt) => DriftState.RebootNeeded,
        { Known: true } when Same(key.Name, key.Value, entry.Value) => DriftState.InStep,
        { Known: false } or { Known: null, WriteStatus: "NotSupported" } => DriftState.Unsupported,
        { Known: null, WriteStatus: not "Rejected" } => DriftState.Unread,
        { ReadOnly: true } => DriftState.ReadOnly,
        { WriteStatus: "Rejected", WrittenValue: { } refused } when Same(key.Name, key.Value, refused) => DriftState.Refused,
        { Known: null } => DriftState.Unread,
        _ => DriftState.Differs,
    };

    private static long? Whole(string text) => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static HashSet<string> Items(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>How a key of a station stands to its template.</summary>
internal enum DriftState
{
    InStep,
    Differs,

    /// <summary>Differs, and the station does not let it be written.</summary>
    ReadOnly,

    /// <summary>The station does not know the key.</summary>
    Unsupported,

    /// <summary>Written, and in effect after the next boot.</summary>
    RebootNeeded,

    /// <summary>The station refused the value.</summary>
    Refused,

    /// <summary>Never read.</summary>
    Unread,
}

/// <param name="Name">The key.</param>
/// <param name="Expected">As the template has it.</param>
/// <param name="Reported">As the station last told it.</param>
/// <param name="State">How they stand to each other.</param>
internal sealed record DriftedKey(string Name, string Expected, string? Reported, DriftState State);

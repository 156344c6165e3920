using System.Text.Json.Serialization;

namespace Ampwright.Csms.Quirks;

/// <summary>
/// One entry of a data file: which models, and what is known of them. <c>*</c> at the end of a name stands for any rest, a name that is left out
/// for any; names are compared without case.
/// </summary>
internal sealed record QuirkRule
{
    public required string Vendor { get; init; }
    public string? Model { get; init; }
    public string? Firmware { get; init; }

    /// <summary>By name: true, or for <c>timeZone</c> the IANA name.</summary>
    public required IReadOnlyDictionary<string, string> Quirks { get; init; }

    /// <summary>Where it is known from.</summary>
    public required string Source { get; init; }

    public bool Matches(string vendor, string model, string firmware) => Fits(Vendor, vendor) && Fits(Model, model) && Fits(Firmware, firmware);

    private static bool Fits(string? pattern, string name) => pattern is null || (pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : name.Equals(pattern, StringComparison.OrdinalIgnoreCase));
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip)]
[JsonSerializable(typeof(IReadOnlyList<QuirkRule>))]
internal sealed partial class QuirkJson : JsonSerializerContext;

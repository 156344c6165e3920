using System.Text.Json.Serialization;

namespace Ampwright.Station.Memory;

/// <summary>An entry of the local authorization list.</summary>
/// <param name="Status">In the standard's spelling.</param>
internal sealed record ListedTag(string IdTag, string Status, string? ParentIdTag, DateTimeOffset? Expiry)
{
    /// <summary>Id tags are compared without case. OCPP 1.6 ed. 2 §7.28.</summary>
    [JsonIgnore]
    public string Key => KeyOf(IdTag);

    public static string KeyOf(string idTag) => idTag.ToUpperInvariant();
}

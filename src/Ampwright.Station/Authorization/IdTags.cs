using System.Collections.Immutable;
using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Station.Authorization;

internal static class IdTags
{
    /// <summary>Id tags and parent id tags are compared without case. OCPP 1.6 ed. 2 §3.9, §7.28.</summary>
    public static bool Same(string? one, string? other) =>
        one is not null && other is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The id tag of a card: the hexadecimal digits of its unique id, first byte first. Ten bytes are the standard's 20 characters.</summary>
    public static string Of(ImmutableArray<byte> uid) => Convert.ToHexString(uid.AsSpan()[..Math.Min(uid.Length, 10)]);
}

/// <summary>Whoever was let in: by a card or by the CSMS.</summary>
/// <param name="Remote">Asked for by RemoteStartTransaction.</param>
/// <param name="Profile">The charging profile of the transaction to come.</param>
internal sealed record Grant(string IdTag, string? ParentIdTag, bool Remote, ChargingProfile? Profile = null)
{
    public bool BelongsTo(string idTag, string? parentIdTag) => IdTags.Same(IdTag, idTag) || IdTags.Same(ParentIdTag, parentIdTag);
}

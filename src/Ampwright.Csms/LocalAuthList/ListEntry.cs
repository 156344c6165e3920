using Ampwright.Csms.IdTags;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.LocalAuthList;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>One id tag on a station's local authorization list. OCPP 1.6 ed. 2 §7.1.</summary>
internal sealed record ListEntry
{
    public string IdTag { get; init; } = "";

    /// <summary>Accepted, Blocked, Expired or Invalid.</summary>
    public string Status { get; init; } = "";
    public string? ParentIdTag { get; init; }

    /// <summary>From then on the station takes the tag for expired.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public string Key => IdTagList.Fold(IdTag);

    public bool Accepts(DateTimeOffset now) => Status == nameof(AuthorizationStatus.Accepted) && !(ExpiresAt <= now);

    public AuthorizationData ToAuthorizationData() => new()
    {
        IdTag = IdTag,
        IdTagInfo = new IdTagInfo
        {
            Status = OcppEnum<AuthorizationStatus>.Parse(Status),
            ParentIdTag = ParentIdTag,
            ExpiryDate = ExpiresAt is { } ends ? new OcppTime(ends) : null,
        },
    };

    public static ListEntry Of(AuthorizationData data) => new()
    {
        IdTag = data.IdTag,
        Status = data.IdTagInfo!.Status.Text,
        ParentIdTag = data.IdTagInfo.ParentIdTag,
        ExpiresAt = data.IdTagInfo.ExpiryDate?.Instant,
    };

    /// <summary>
    /// Whether the station decides by either in the same way. An entry whose time is over refuses like one that says so: nothing need be sent.
    /// </summary>
    public bool DecidesAs(ListEntry other, DateTimeOffset now) =>
        IdTag == other.IdTag && ParentIdTag == other.ParentIdTag
        && ((Status == other.Status && ExpiresAt == other.ExpiresAt) || (!Accepts(now) && !other.Accepts(now) && ExpiresAt <= now));
}

using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The verdict on an id tag. OCPP 1.6 ed. 2 §7.27.</summary>
public sealed record IdTagInfo
{
    public required OcppEnum<AuthorizationStatus> Status { get; init; }

    /// <summary>When the tag stops being valid; null = never.</summary>
    public OcppTime? ExpiryDate { get; init; }

    /// <summary>The group the tag belongs to, at most 20 characters, compared without case; not itself a card number (§3.10).</summary>
    public string? ParentIdTag { get; init; }

    internal static readonly PayloadShape<IdTagInfo> Shape = new PayloadShape<IdTagInfo>()
        .OptionalTime("expiryDate", payload => payload.ExpiryDate)
        .OptionalText("parentIdTag", payload => payload.ParentIdTag, max: 20)
        .Enum("status", payload => payload.Status)
        .Reads(values => new()
        {
            ExpiryDate = values.OptionalTime(0),
            ParentIdTag = values.OptionalText(1),
            Status = values.Enum<AuthorizationStatus>(2),
        });
}

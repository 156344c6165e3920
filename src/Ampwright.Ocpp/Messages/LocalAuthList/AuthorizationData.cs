using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.LocalAuthList;

/// <summary>One entry of a local authorization list, or of a change to it. OCPP 1.6 ed. 2 §7.1.</summary>
public sealed record AuthorizationData
{
    /// <summary>The id tag, compared without case. At most 20 characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>Required in a full update; absent in a differential one, the entry is removed.</summary>
    public IdTagInfo? IdTagInfo { get; init; }

    internal static readonly PayloadShape<AuthorizationData> Shape = new PayloadShape<AuthorizationData>()
        .Text("idTag", payload => payload.IdTag, max: 20)
        .OptionalObject("idTagInfo", payload => payload.IdTagInfo, IdTagInfo.Shape)
        .Reads(values => new()
        {
            IdTag = values.Text(0),
            IdTagInfo = values.OptionalObject<IdTagInfo>(1),
        });
}

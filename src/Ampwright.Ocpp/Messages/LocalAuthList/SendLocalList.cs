using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.LocalAuthList;

/// <summary>The CSMS replaces or changes the station's local authorization list. OCPP 1.6 ed. 2 §5.15, §6.41.</summary>
public sealed record SendLocalListRequest : IRequest<SendLocalListResponse>
{
    /// <summary>The version after the update; never 0 or -1 (errata v4.0 3.52).</summary>
    public required int ListVersion { get; init; }

    /// <summary>Each id tag once, each with its verdict when the update is full. Absent or empty: a full update empties the list.</summary>
    public IReadOnlyList<AuthorizationData>? LocalAuthorizationList { get; init; }

    public required OcppEnum<UpdateType> UpdateType { get; init; }

    OcppAction IRequest.Action => Catalogue.SendLocalList;

    internal static readonly PayloadShape<SendLocalListRequest> Shape = new PayloadShape<SendLocalListRequest>()
        .Integer("listVersion", payload => payload.ListVersion)
        .OptionalList("localAuthorizationList", payload => payload.LocalAuthorizationList, AuthorizationData.Shape)
        .Enum("updateType", payload => payload.UpdateType)
        .Reads(values => new()
        {
            ListVersion = values.Integer(0),
            LocalAuthorizationList = values.OptionalList<AuthorizationData>(1),
            UpdateType = values.Enum<UpdateType>(2),
        });
}

/// <summary>The answer to <see cref="SendLocalListRequest"/>. OCPP 1.6 ed. 2 §6.42.</summary>
public sealed record SendLocalListResponse
{
    public required OcppEnum<UpdateStatus> Status { get; init; }

    internal static readonly PayloadShape<SendLocalListResponse> Shape = new PayloadShape<SendLocalListResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<UpdateStatus>(0) });
}

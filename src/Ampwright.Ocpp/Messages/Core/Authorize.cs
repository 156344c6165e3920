using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>A station asks whether an id tag may charge. OCPP 1.6 ed. 2 §4.1, §6.1.</summary>
public sealed record AuthorizeRequest : IRequest<AuthorizeResponse>
{
    /// <summary>The id tag, at most 20 characters, compared without case.</summary>
    public required string IdTag { get; init; }

    OcppAction IRequest.Action => Catalogue.Authorize;

    internal static readonly PayloadShape<AuthorizeRequest> Shape = new PayloadShape<AuthorizeRequest>()
        .Text("idTag", payload => payload.IdTag, max: 20)
        .Reads(values => new() { IdTag = values.Text(0) });
}

/// <summary>The answer to <see cref="AuthorizeRequest"/>. OCPP 1.6 ed. 2 §6.2.</summary>
public sealed record AuthorizeResponse
{
    public required IdTagInfo IdTagInfo { get; init; }

    internal static readonly PayloadShape<AuthorizeResponse> Shape = new PayloadShape<AuthorizeResponse>()
        .Object("idTagInfo", payload => payload.IdTagInfo, IdTagInfo.Shape)
        .Reads(values => new() { IdTagInfo = values.Object<IdTagInfo>(0) });
}

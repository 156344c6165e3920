using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.LocalAuthList;

/// <summary>The CSMS asks for the version of the station's local authorization list. OCPP 1.6 ed. 2 §5.10, §6.27.</summary>
public sealed record GetLocalListVersionRequest : IRequest<GetLocalListVersionResponse>
{
    OcppAction IRequest.Action => Catalogue.GetLocalListVersion;

    internal static readonly PayloadShape<GetLocalListVersionRequest> Shape = new PayloadShape<GetLocalListVersionRequest>().Reads(_ => new());
}

/// <summary>The answer to <see cref="GetLocalListVersionRequest"/>. OCPP 1.6 ed. 2 §6.28.</summary>
public sealed record GetLocalListVersionResponse
{
    /// <summary>0 is an empty list, -1 a station without such lists.</summary>
    public required int ListVersion { get; init; }

    internal static readonly PayloadShape<GetLocalListVersionResponse> Shape = new PayloadShape<GetLocalListVersionResponse>()
        .Integer("listVersion", payload => payload.ListVersion)
        .Reads(values => new() { ListVersion = values.Integer(0) });
}

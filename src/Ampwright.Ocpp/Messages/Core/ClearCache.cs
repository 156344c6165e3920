using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The CSMS empties the station's authorization cache. OCPP 1.6 ed. 2 §5.4, §6.11.</summary>
public sealed record ClearCacheRequest : IRequest<ClearCacheResponse>
{
    OcppAction IRequest.Action => Catalogue.ClearCache;

    internal static readonly PayloadShape<ClearCacheRequest> Shape = new PayloadShape<ClearCacheRequest>().Reads(_ => new());
}

/// <summary>The answer to <see cref="ClearCacheRequest"/>. OCPP 1.6 ed. 2 §6.12.</summary>
public sealed record ClearCacheResponse
{
    /// <summary>Rejected also where there is no cache (errata v4.0 3.23).</summary>
    public required OcppEnum<ClearCacheStatus> Status { get; init; }

    internal static readonly PayloadShape<ClearCacheResponse> Shape = new PayloadShape<ClearCacheResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<ClearCacheStatus>(0) });
}

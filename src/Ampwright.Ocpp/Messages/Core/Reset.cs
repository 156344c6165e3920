using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The CSMS restarts a station. OCPP 1.6 ed. 2 §5.14, §6.39.</summary>
public sealed record ResetRequest : IRequest<ResetResponse>
{
    public required OcppEnum<ResetType> Type { get; init; }

    OcppAction IRequest.Action => Catalogue.Reset;

    internal static readonly PayloadShape<ResetRequest> Shape = new PayloadShape<ResetRequest>()
        .Enum("type", payload => payload.Type)
        .Reads(values => new() { Type = values.Enum<ResetType>(0) });
}

/// <summary>The answer to <see cref="ResetRequest"/>. OCPP 1.6 ed. 2 §6.40.</summary>
public sealed record ResetResponse
{
    public required OcppEnum<ResetStatus> Status { get; init; }

    internal static readonly PayloadShape<ResetResponse> Shape = new PayloadShape<ResetResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<ResetStatus>(0) });
}

using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The CSMS asks a station to fetch, verify and install signed firmware. Security whitepaper ed. 3 L01, §5.21.</summary>
public sealed record SignedUpdateFirmwareRequest : IRequest<SignedUpdateFirmwareResponse>
{
    /// <summary>Attempts to download.</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds between attempts.</summary>
    public int? RetryInterval { get; init; }

    /// <summary>Comes back in the status notifications of this update.</summary>
    public required int RequestId { get; init; }

    public required SignedFirmware Firmware { get; init; }

    OcppAction IRequest.Action => Catalogue.SignedUpdateFirmware;

    internal static readonly PayloadShape<SignedUpdateFirmwareRequest> Shape = new PayloadShape<SignedUpdateFirmwareRequest>()
        .OptionalInteger("retries", payload => payload.Retries)
        .OptionalInteger("retryInterval", payload => payload.RetryInterval)
        .Integer("requestId", payload => payload.RequestId)
        .Object("firmware", payload => payload.Firmware, SignedFirmware.Shape)
        .Reads(values => new()
        {
            Retries = values.OptionalInteger(0),
            RetryInterval = values.OptionalInteger(1),
            RequestId = values.Integer(2),
            Firmware = values.Object<SignedFirmware>(3),
        });
}

/// <summary>The answer to <see cref="SignedUpdateFirmwareRequest"/>. Security whitepaper ed. 3 §5.22.</summary>
public sealed record SignedUpdateFirmwareResponse
{
    public required OcppEnum<UpdateFirmwareStatus> Status { get; init; }

    internal static readonly PayloadShape<SignedUpdateFirmwareResponse> Shape = new PayloadShape<SignedUpdateFirmwareResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<UpdateFirmwareStatus>(0) });
}

using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Firmware;

/// <summary>
/// The CSMS asks a station to fetch and install firmware. A station that updates signed firmware only refuses it. OCPP 1.6 ed. 2 §5.19,
/// §6.55.
/// </summary>
public sealed record UpdateFirmwareRequest : IRequest<UpdateFirmwareResponse>
{
    /// <summary>Where the firmware is, an absolute URI.</summary>
    public required string Location { get; init; }

    /// <summary>Attempts to download.</summary>
    public int? Retries { get; init; }

    /// <summary>Not to be fetched before.</summary>
    public required OcppTime RetrieveDate { get; init; }

    /// <summary>Seconds between attempts.</summary>
    public int? RetryInterval { get; init; }

    OcppAction IRequest.Action => Catalogue.UpdateFirmware;

    internal static readonly PayloadShape<UpdateFirmwareRequest> Shape = new PayloadShape<UpdateFirmwareRequest>()
        .Uri("location", payload => payload.Location)
        .OptionalInteger("retries", payload => payload.Retries)
        .Time("retrieveDate", payload => payload.RetrieveDate)
        .OptionalInteger("retryInterval", payload => payload.RetryInterval)
        .Reads(values => new()
        {
            Location = values.Text(0),
            Retries = values.OptionalInteger(1),
            RetrieveDate = values.Time(2),
            RetryInterval = values.OptionalInteger(3),
        });
}

/// <summary>The answer to <see cref="UpdateFirmwareRequest"/>. OCPP 1.6 ed. 2 §6.56.</summary>
public sealed record UpdateFirmwareResponse
{
    internal static readonly PayloadShape<UpdateFirmwareResponse> Shape = new PayloadShape<UpdateFirmwareResponse>().Reads(_ => new());
}

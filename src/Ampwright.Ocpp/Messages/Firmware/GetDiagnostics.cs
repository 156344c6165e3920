using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Firmware;

/// <summary>The CSMS asks a station to upload its diagnostics. OCPP 1.6 ed. 2 §5.9, §6.25.</summary>
public sealed record GetDiagnosticsRequest : IRequest<GetDiagnosticsResponse>
{
    /// <summary>Directory to upload to, an absolute URI.</summary>
    public required string Location { get; init; }

    /// <summary>Further attempts after a failed one (errata v4.0 3.50).</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds between attempts.</summary>
    public int? RetryInterval { get; init; }

    /// <summary>Oldest entry wanted.</summary>
    public OcppTime? StartTime { get; init; }

    /// <summary>Newest entry wanted.</summary>
    public OcppTime? StopTime { get; init; }

    OcppAction IRequest.Action => Catalogue.GetDiagnostics;

    internal static readonly PayloadShape<GetDiagnosticsRequest> Shape = new PayloadShape<GetDiagnosticsRequest>()
        .Uri("location", payload => payload.Location)
        .OptionalInteger("retries", payload => payload.Retries)
        .OptionalInteger("retryInterval", payload => payload.RetryInterval)
        .OptionalTime("startTime", payload => payload.StartTime)
        .OptionalTime("stopTime", payload => payload.StopTime)
        .Reads(values => new()
        {
            Location = values.Text(0),
            Retries = values.OptionalInteger(1),
            RetryInterval = values.OptionalInteger(2),
            StartTime = values.OptionalTime(3),
            StopTime = values.OptionalTime(4),
        });
}

/// <summary>The answer to <see cref="GetDiagnosticsRequest"/>. OCPP 1.6 ed. 2 §6.26.</summary>
public sealed record GetDiagnosticsResponse
{
    /// <summary>Name of the file to come; absent where there is nothing to upload. At most 255 characters.</summary>
    public string? FileName { get; init; }

    internal static readonly PayloadShape<GetDiagnosticsResponse> Shape = new PayloadShape<GetDiagnosticsResponse>()
        .OptionalText("fileName", payload => payload.FileName, max: 255)
        .Reads(values => new() { FileName = values.OptionalText(0) });
}

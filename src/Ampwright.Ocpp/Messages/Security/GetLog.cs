using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Security;

/// <summary>The CSMS asks a station to upload a log. Security whitepaper ed. 3 N01, §5.9.</summary>
public sealed record GetLogRequest : IRequest<GetLogResponse>
{
    public required LogParameters Log { get; init; }

    public required OcppEnum<LogType> LogType { get; init; }

    /// <summary>Comes back in the LogStatusNotifications of this upload.</summary>
    public required int RequestId { get; init; }

    /// <summary>Attempts to upload.</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds between attempts.</summary>
    public int? RetryInterval { get; init; }

    OcppAction IRequest.Action => Catalogue.GetLog;

    internal static readonly PayloadShape<GetLogRequest> Shape = new PayloadShape<GetLogRequest>()
        .Object("log", payload => payload.Log, LogParameters.Shape)
        .Enum("logType", payload => payload.LogType)
        .Integer("requestId", payload => payload.RequestId)
        .OptionalInteger("retries", payload => payload.Retries)
        .OptionalInteger("retryInterval", payload => payload.RetryInterval)
        .Reads(values => new()
        {
            Log = values.Object<LogParameters>(0),
            LogType = values.Enum<LogType>(1),
            RequestId = values.Integer(2),
            Retries = values.OptionalInteger(3),
            RetryInterval = values.OptionalInteger(4),
        });
}

/// <summary>The answer to <see cref="GetLogRequest"/>. Security whitepaper ed. 3 §5.10.</summary>
public sealed record GetLogResponse
{
    public required OcppEnum<LogStatus> Status { get; init; }

    /// <summary>Name of the file to come; absent where there is nothing to upload. At most 255 characters.</summary>
    public string? Filename { get; init; }

    internal static readonly PayloadShape<GetLogResponse> Shape = new PayloadShape<GetLogResponse>()
        .Enum("status", payload => payload.Status)
        .OptionalText("filename", payload => payload.Filename, max: 255)
        .Reads(values => new()
        {
            Status = values.Enum<LogStatus>(0),
            Filename = values.OptionalText(1),
        });
}

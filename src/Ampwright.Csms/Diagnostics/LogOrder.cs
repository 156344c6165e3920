using Ampwright.Csms.Api;
using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Diagnostics;

/// <summary>Diagnostics or a log that is to be uploaded here, by one station or by many.</summary>
internal sealed record LogOrder(IRequest Template, TimeSpan Patience) : TransferOrder(Template, Patience)
{
    /// <summary>What can be asked for, by its name.</summary>
    public static readonly IReadOnlyDictionary<string, LogUploadKind> Kinds = Enum.GetValues<LogUploadKind>().ToDictionary(kind => kind.ToString());

    /// <param name="request">What the caller asks for.</param>
    /// <param name="errors">Takes what breaks a rule.</param>
    /// <returns>Null where something was noted.</returns>
    public static LogOrder? Of(LogUploadRequest request, FieldErrors errors)
    {
        var kind = errors.OneOf("kind", request.Kind, Kinds);
        if (request.From > request.Until) errors.Add("until", "Give an instant after 'from'.");
        Check(request, errors);
        return errors.Any ? null : new LogOrder(TemplateOf(request, kind), PatienceOf(request, LogUploads.UsualPatience));
    }

    protected override IRequest Message(WriteUnit unit, long stationId) =>
        Template is GetLogRequest log ? log with { RequestId = LogUploads.NextRequestId(unit, stationId) } : Template;

    protected override void Follow(WriteUnit unit, long stationId, IRequest message, long commandId, string requestedBy) =>
        LogUploads.Request(unit, NewLogUpload.Of(stationId, message, commandId, requestedBy) with { Patience = Patience });

    // The address is put in when the command is sent. It is a directory (OCPP 1.6 ed. 2 §6.25): stations append their file's name.
    private static IRequest TemplateOf(LogUploadRequest request, LogUploadKind kind)
    {
        var (from, until) = (Time(request.From), Time(request.Until));
        if (kind == LogUploadKind.Diagnostics)
        {
            return new GetDiagnosticsRequest
            {
                Location = FileLink.Pending,
                StartTime = from,
                StopTime = until,
                Retries = request.Retries,
                RetryInterval = request.RetryInterval,
            };
        }
        return new GetLogRequest
        {
            LogType = kind == LogUploadKind.SecurityLog ? LogType.SecurityLog : LogType.DiagnosticsLog,
            RequestId = 0,
            Log = new LogParameters { RemoteLocation = FileLink.Pending, OldestTimestamp = from, LatestTimestamp = until },
            Retries = request.Retries,
            RetryInterval = request.RetryInterval,
        };

        static OcppTime? Time(DateTimeOffset? instant) => instant is { } given ? new OcppTime(given) : null;
    }
}

using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Diagnostics;

/// <summary>A station will upload, or will not. OCPP 1.6 ed. 2 §5.9; whitepaper N01.</summary>
internal sealed class LogUploadEffect(OcppAction action) : ICommandEffect
{
    public OcppAction? Action => action;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (Of(unit, outcome) is not { IsOpen: true } upload) return;
        switch (outcome.State)
        {
            // "If the field is not present, no diagnostics information is available" (OCPP 1.6 ed. 2 §6.26).
            case CommandState.Answered when outcome.Answer is GetDiagnosticsResponse { FileName: null or "" }:
                LogUploads.End(unit, upload, LogUploadState.Failed, "the station has nothing to upload");
                break;
            case CommandState.Answered:
                LogUploads.Accept(unit, upload, outcome.Answer switch
                {
                    GetDiagnosticsResponse diagnostics => diagnostics.FileName,
                    GetLogResponse log => log.Filename,
                    _ => null,
                });
                break;
            case CommandState.Superseded:
                LogUploads.End(unit, upload, LogUploadState.Superseded, outcome.Why);
                break;
            case CommandState.Cancelled:
                LogUploads.End(unit, upload, LogUploadState.Cancelled, outcome.Why);
                break;
            case var _ when outcome.IsOpen:
                LogUploads.Note(unit, upload, "the station did not answer: it may carry it out");
                break;
            default:
                LogUploads.End(unit, upload, LogUploadState.Refused, outcome.Status is { } status ? $"the station answered {status}" : outcome.Why ?? outcome.State.ToString());
                break;
        }
    }

    // Given as a bare command, it has no row yet; one that was never sent needs none.
    private static LogUploadRecord? Of(WriteUnit unit, CommandOutcome outcome)
    {
        if (LogUploads.OfCommand(unit.Connection, outcome.CommandId) is { } upload) return upload;
        if (!outcome.WasSent) return null;
        var asked = new NewLogUpload
        {
            StationId = outcome.StationId,
            Kind = LogUploadKind.Diagnostics,
            Elsewhere = true,
            CommandId = outcome.CommandId,
            RequestedBy = outcome.RequestedBy,
        };
        asked = outcome.Request switch
        {
            GetDiagnosticsRequest diagnostics => asked with { OldestAt = diagnostics.StartTime?.Instant, LatestAt = diagnostics.StopTime?.Instant },
            GetLogRequest log => asked with
            {
                Kind = log.LogType.Is(LogType.SecurityLog) ? LogUploadKind.SecurityLog : LogUploadKind.DiagnosticsLog,
                RequestId = log.RequestId,
                OldestAt = log.Log.OldestTimestamp?.Instant,
                LatestAt = log.Log.LatestTimestamp?.Instant,
            },
            _ => asked,
        };
        return LogUploads.Find(unit.Connection, LogUploads.Request(unit, asked));
    }
}

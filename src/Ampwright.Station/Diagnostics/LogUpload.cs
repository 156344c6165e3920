using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Files;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Security;

namespace Ampwright.Station.Diagnostics;

/// <summary>
/// Carries out GetDiagnostics (OCPP 1.6 ed. 2 §4.4, §5.9) and GetLog (security whitepaper ed. 3, N01): makes the file, brings it to the server, tells
/// how it goes. One upload of each kind at a time; a new order takes the place of the old one. One that a power cut interrupted begins anew.
/// </summary>
internal sealed class LogUpload(StationCore core, StatusOutbox outbox, FileTransfers transfers, StationSecurity security, LogFile file)
{
    private readonly Dictionary<UploadKind, CancellationTokenSource> _running = [];

    /// <summary>The start of a life.</summary>
    public void Begin()
    {
        foreach (var upload in core.Memory.State.Files.Uploads) Run(upload);
    }

    public CallAnswer GetDiagnostics(GetDiagnosticsRequest request)
    {
        var upload = new RememberedUpload(
            UploadKind.Diagnostics, RequestId: null, SecurityLog: false, request.Location, file.NameOf(securityLog: false), request.StartTime?.Instant, request.StopTime?.Instant,
            request.Retries, request.RetryInterval);
        if (WhyNot(request.Location) is { } why)
        {
            // The answer has no way to refuse; without a name there will be no file, and the status says that it failed.
            core.Trace.Note($"GetDiagnostics: {why}");
            return new CallAnswer(new GetDiagnosticsResponse(), () => Tell(upload, DiagnosticsStatus.UploadFailed, UploadLogStatus.UploadFailure));
        }
        return new CallAnswer(new GetDiagnosticsResponse { FileName = upload.FileName }, Order(upload));
    }

    public CallAnswer GetLog(GetLogRequest request)
    {
        if (!request.LogType.IsKnown)
            throw new CallRefusedException(RpcErrorCode.PropertyConstraintViolation, $"logType is DiagnosticsLog or SecurityLog, not {request.LogType.Text}");
        if (WhyNot(request.Log.RemoteLocation) is { } why)
        {
            core.Trace.Note($"GetLog: {why}");
            return new CallAnswer(new GetLogResponse { Status = LogStatus.Rejected });
        }
        var securityLog = request.LogType.Is(LogType.SecurityLog);
        var upload = new RememberedUpload(
            UploadKind.Log, request.RequestId, securityLog, request.Log.RemoteLocation, file.NameOf(securityLog), request.Log.OldestTimestamp?.Instant,
            request.Log.LatestTimestamp?.Instant, request.Retries, request.RetryInterval);
        var status = Current(UploadKind.Log) is null ? LogStatus.Accepted : LogStatus.AcceptedCanceled; // N01.FR.11
        return new CallAnswer(new GetLogResponse { Status = status, Filename = upload.FileName }, Order(upload));
    }

    /// <summary>For TriggerMessage: Uploading while it does, else Idle (OCPP 1.6 ed. 2 §4.4).</summary>
    public Action PrepareDiagnosticsStatus() => () => outbox.Tell(new DiagnosticsStatusNotificationRequest
    {
        Status = Current(UploadKind.Diagnostics) is null ? DiagnosticsStatus.Idle : DiagnosticsStatus.Uploading,
    });

    /// <summary>For ExtendedTriggerMessage (N01.FR.12).</summary>
    public Action PrepareLogStatus() => () => outbox.Tell(new LogStatusNotificationRequest
    {
        Status = Current(UploadKind.Log) is null ? UploadLogStatus.Idle : UploadLogStatus.Uploading,
        RequestId = Current(UploadKind.Log)?.RequestId,
    });

    private RememberedUpload? Current(UploadKind kind) => core.Memory.State.Files.Uploads.Find(one => one.Kind == kind);

    private string? WhyNot(string location)
    {
        try
        {
            FileLocation.Parse(location, transfers.Policy);
            return null;
        }
        catch (TransferException refused)
        {
            return refused.Message;
        }
    }

    private Action Order(RememberedUpload upload)
    {
        if (_running.Remove(upload.Kind, out var before)) before.Cancel();
        core.Memory.Record(new UploadOrdered(upload), durable: true);
        return () => Run(upload);
    }

    private void Run(RememberedUpload upload)
    {
        var cancel = new CancellationTokenSource();
        _running[upload.Kind] = cancel;
        core.Loop.Start(() => RunAsync(upload, cancel.Token));
    }

    private async Task RunAsync(RememberedUpload upload, CancellationToken cancel)
    {
        Tell(upload, DiagnosticsStatus.Uploading, UploadLogStatus.Uploading);
        TransferException? failure = null;
        try
        {
            var directory = FileLocation.Parse(upload.Location, transfers.Policy);
            var content = file.Make(upload.SecurityLog, upload.From, upload.Until);
            await new Attempts(upload.Retries, upload.RetryInterval).RunAsync(
                core,
                async before =>
                {
                    // Nobody closes it for us, and there is nothing in it to close.
                    var stream = new MemoryStream(content, writable: false);
                    await transfers.UploadAsync(directory, upload.FileName, stream, again: before > 0, security.FileTls(), cancel);
                },
                static _ => { },
                cancel);
        }
        catch (TransferException why)
        {
            core.Trace.Note($"{upload.FileName}: {why.Message}");
            failure = why;
        }
        cancel.ThrowIfCancellationRequested();
        _running.Remove(upload.Kind);
        core.Memory.Record(new UploadEnded(upload.Kind), durable: true);
        if (failure is null) Tell(upload, DiagnosticsStatus.Uploaded, UploadLogStatus.Uploaded);
        else Tell(upload, DiagnosticsStatus.UploadFailed, StatusOf(failure.Fault));
    }

    private void Tell(RememberedUpload upload, DiagnosticsStatus diagnostics, UploadLogStatus log)
    {
        if (upload.Kind == UploadKind.Diagnostics) outbox.Tell(new DiagnosticsStatusNotificationRequest { Status = diagnostics });
        else outbox.Tell(new LogStatusNotificationRequest { Status = log, RequestId = upload.RequestId });
    }

    // N01.FR.10
    private static UploadLogStatus StatusOf(TransferFault fault) => fault switch
    {
        TransferFault.PermissionDenied => UploadLogStatus.PermissionDenied,
        TransferFault.NotSupported => UploadLogStatus.NotSupportedOperation,
        TransferFault.BadLocation => UploadLogStatus.BadMessage,
        _ => UploadLogStatus.UploadFailure,
    };
}

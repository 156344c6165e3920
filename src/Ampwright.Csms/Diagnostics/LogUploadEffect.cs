using Ampwright.Csms.Commands;
using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Diagnostics;

/// <summary>A station will upload, or will not. OCPP 1.6 ed. 2 §5.9; whitepaper N01.</summary>
internal sealed class LogUploadEffect(OcppAction action) : TransferEffect<LogUploadRecord>(action)
{
    protected override LogUploadRecord? Find(WriteUnit unit, long commandId) => LogUploads.OfCommand(unit.Connection, commandId);

    protected override void Accept(WriteUnit unit, LogUploadRecord transfer, object? answer)
    {
        // "If the field is not present, no diagnostics information is available" (OCPP 1.6 ed. 2 §6.26).
        if (answer is GetDiagnosticsResponse { FileName: null or "" }) LogUploads.End(unit, transfer, LogUploadState.Failed, "the station has nothing to upload");
        else LogUploads.Accept(unit, transfer, (answer as GetDiagnosticsResponse)?.FileName ?? (answer as GetLogResponse)?.Filename);
    }

    protected override void Note(WriteUnit unit, LogUploadRecord transfer, string why) => LogUploads.Note(unit, transfer, why);

    protected override void End(WriteUnit unit, LogUploadRecord transfer, CommandState how, string? why) => LogUploads.End(unit, transfer, how switch
    {
        CommandState.Superseded => LogUploadState.Superseded,
        CommandState.Cancelled => LogUploadState.Cancelled,
        _ => LogUploadState.Refused,
    }, why);

    protected override LogUploadRecord? Add(WriteUnit unit, CommandOutcome outcome) => LogUploads.Find(unit.Connection, LogUploads.Request(
        unit, NewLogUpload.Of(outcome.StationId, outcome.Request, outcome.CommandId, outcome.RequestedBy) with { Elsewhere = true }));
}

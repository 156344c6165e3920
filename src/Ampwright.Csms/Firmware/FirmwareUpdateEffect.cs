using Ampwright.Csms.Commands;
using Ampwright.Csms.Files;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Firmware;

/// <summary>A station took an update, or did not. OCPP 1.6 ed. 2 §5.19; whitepaper L01.</summary>
internal sealed class FirmwareUpdateEffect(OcppAction action) : TransferEffect<FirmwareUpdateRecord>(action)
{
    protected override FirmwareUpdateRecord? Find(WriteUnit unit, long commandId) => FirmwareUpdates.OfCommand(unit.Connection, commandId);

    protected override FirmwareUpdateRecord? Add(WriteUnit unit, CommandOutcome outcome) => FirmwareUpdates.Find(unit.Connection, FirmwareUpdates.Request(
        unit, NewFirmwareUpdate.Of(unit, outcome.StationId, outcome.Request, outcome.CommandId, outcome.RequestedBy)));

    protected override void Accept(WriteUnit unit, FirmwareUpdateRecord transfer, object? answer) => FirmwareUpdates.Accept(unit, transfer);

    protected override void Note(WriteUnit unit, FirmwareUpdateRecord transfer, string why) => FirmwareUpdates.Note(unit, transfer, why);

    protected override void End(WriteUnit unit, FirmwareUpdateRecord transfer, CommandState how, string? why) => FirmwareUpdates.End(unit, transfer, how switch
    {
        CommandState.Superseded => FirmwareUpdateState.Superseded,
        CommandState.Cancelled => FirmwareUpdateState.Cancelled,
        _ => FirmwareUpdateState.Refused,
    }, why);
}

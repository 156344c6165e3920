using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Firmware;

/// <summary>A station took an update, or did not. OCPP 1.6 ed. 2 §5.19; whitepaper L01.</summary>
internal sealed class FirmwareUpdateEffect(OcppAction action) : ICommandEffect
{
    public OcppAction? Action => action;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (Of(unit, outcome) is not { IsOpen: true } update) return;
        switch (outcome.State)
        {
            case CommandState.Answered:
                FirmwareUpdates.Accept(unit, update);
                break;
            case CommandState.Superseded:
                FirmwareUpdates.End(unit, update, FirmwareUpdateState.Superseded, outcome.Why);
                break;
            case CommandState.Cancelled:
                FirmwareUpdates.End(unit, update, FirmwareUpdateState.Cancelled, outcome.Why);
                break;
            case var _ when outcome.IsOpen:
                FirmwareUpdates.Note(unit, update, "the station did not answer: it may carry it out");
                break;
            default:
                FirmwareUpdates.End(unit, update, FirmwareUpdateState.Refused, outcome.Status is { } status ? $"the station answered {status}" : outcome.Why ?? outcome.State.ToString());
                break;
        }
    }

    // Given as a bare command, it has no row yet; one that was never sent needs none.
    private static FirmwareUpdateRecord? Of(WriteUnit unit, CommandOutcome outcome)
    {
        if (FirmwareUpdates.OfCommand(unit.Connection, outcome.CommandId) is { } update) return update;
        if (!outcome.WasSent) return null;
        var asked = new NewFirmwareUpdate
        {
            StationId = outcome.StationId,
            Signed = outcome.Request is SignedUpdateFirmwareRequest,
            RequestId = (outcome.Request as SignedUpdateFirmwareRequest)?.RequestId,
            RetrieveAt = outcome.Request switch
            {
                UpdateFirmwareRequest plain => plain.RetrieveDate.Instant,
                SignedUpdateFirmwareRequest signed => signed.Firmware.RetrieveDateTime.Instant,
                _ => unit.Now,
            },
            InstallAt = (outcome.Request as SignedUpdateFirmwareRequest)?.Firmware.InstallDateTime?.Instant,
            CommandId = outcome.CommandId,
            RequestedBy = outcome.RequestedBy,
        };
        return FirmwareUpdates.Find(unit.Connection, FirmwareUpdates.Request(unit, asked));
    }
}

using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Files;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Security;

namespace Ampwright.Station.Firmware;

/// <summary>Carries out UpdateFirmware (OCPP 1.6 ed. 2 §5.19) and SignedUpdateFirmware (security whitepaper ed. 3, L01).</summary>
internal sealed class FirmwareCalls(StationCore core, FirmwareUpdate update, StationSecurity security, FilePolicy policy)
{
    public CallAnswer Plain(UpdateFirmwareRequest request)
    {
        // L01.FR.20. Without a security profile anybody can order whatever he likes anyway, and TC_044_CS wants the plain message.
        if (core.Configuration.Number("SecurityProfile") > 0)
            throw new CallRefusedException(RpcErrorCode.NotSupported, "this station takes signed firmware only: send SignedUpdateFirmware");
        if (update.IsInstalling)
            throw new CallRefusedException(RpcErrorCode.GenericError, "an update is being installed; order the next one once it is over");
        return new CallAnswer(
            new UpdateFirmwareResponse(),
            update.Order(new RememberedUpdate(
                RequestId: null, request.Location, request.RetrieveDate.Instant, InstallAt: null, request.Retries, request.RetryInterval, SigningCertificate: null,
                Signature: null)));
    }

    public CallAnswer Signed(SignedUpdateFirmwareRequest request)
    {
        // L01.FR.23, before anything is fetched.
        if (security.FirmwareSigners.Check(request.Firmware.SigningCertificate) is { } refusal)
        {
            core.Trace.Note($"SignedUpdateFirmware: {refusal.Explanation}");
            if (refusal.Status != UpdateFirmwareStatus.Rejected)
                security.Events.Raise(SecurityEventType.InvalidFirmwareSigningCertificate, refusal.Explanation); // L01.FR.02
            return Answer(refusal.Status);
        }
        try
        {
            FileLocation.Parse(request.Firmware.Location, policy);
        }
        catch (TransferException refused)
        {
            core.Trace.Note($"SignedUpdateFirmware: {refused.Message}");
            return Answer(UpdateFirmwareStatus.Rejected);
        }
        if (update.IsInstalling) return Answer(UpdateFirmwareStatus.Rejected); // L01.FR.27
        var firmware = request.Firmware;
        var status = update.IsUnderWay ? UpdateFirmwareStatus.AcceptedCanceled : UpdateFirmwareStatus.Accepted; // L01.FR.26
        return Answer(status, update.Order(new RememberedUpdate(
            request.RequestId, firmware.Location, firmware.RetrieveDateTime.Instant, firmware.InstallDateTime?.Instant, request.Retries, request.RetryInterval,
            firmware.SigningCertificate, firmware.Signature)));
    }

    private static CallAnswer Answer(UpdateFirmwareStatus status, Action? then = null) => new(new SignedUpdateFirmwareResponse { Status = status }, then);
}

using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Firmware;

/// <summary>
/// Tells the statuses of an update, each as FirmwareStatusNotification or, where SignedUpdateFirmware ordered it, as
/// SignedFirmwareStatusNotification. They are remembered until they are told: an update outlasts connections and lives.
/// </summary>
internal sealed class FirmwareReports(StationCore core, StatusOutbox outbox)
{
    private RememberedUpdate? Update => core.Memory.State.Files.Update;

    /// <summary>The start of a life: what the last one did not get out.</summary>
    public void Begin()
    {
        foreach (var status in Update?.Due ?? []) Send(status);
    }

    /// <summary>Another update takes the place of this one: nobody wants to hear of it any more.</summary>
    public void Forget() => outbox.Clear();

    /// <summary>A status of the update, in the words of the signed one; one that the plain one does not have is left out.</summary>
    public void Tell(SignedFirmwareStatus status)
    {
        var text = new OcppEnum<SignedFirmwareStatus>(status).Text;
        core.Trace.Note($"firmware: {text}");
        if (Update!.RequestId is null && !OcppEnum<FirmwareStatus>.Parse(text).IsKnown) return;
        core.Memory.Record(new UpdateReported(text), durable: true);
        Send(text);
    }

    public Task EmptiedAsync() => outbox.EmptiedAsync();

    /// <summary>For TriggerMessage: what is under way, else Idle (OCPP 1.6 ed. 2 §4.5).</summary>
    public Action PreparePlain() => () => outbox.Tell(new FirmwareStatusNotificationRequest
    {
        Status = Update is { RequestId: null, Step: not UpdateStep.Done, LastStatus: { } last } ? OcppEnum<FirmwareStatus>.Parse(last) : FirmwareStatus.Idle,
    });

    /// <summary>For ExtendedTriggerMessage: Idle after Installed, else what was told last (L01.FR.28, .29).</summary>
    public Action PrepareSigned() => () => outbox.Tell(
        Update is { RequestId: { } request, LastStatus: { } last } && last != nameof(SignedFirmwareStatus.Installed)
            ? new SignedFirmwareStatusNotificationRequest { Status = OcppEnum<SignedFirmwareStatus>.Parse(last), RequestId = request }
            : new SignedFirmwareStatusNotificationRequest { Status = SignedFirmwareStatus.Idle });

    private void Send(string status)
    {
        var update = Update!;
        void Told()
        {
            if (Update is { Due.IsEmpty: false } now && now.RequestId == update.RequestId) core.Memory.Record(new UpdateReportTold(), durable: false);
        }

        if (update.RequestId is { } request)
            outbox.Tell(new SignedFirmwareStatusNotificationRequest { Status = OcppEnum<SignedFirmwareStatus>.Parse(status), RequestId = request }, Told);
        else
            outbox.Tell(new FirmwareStatusNotificationRequest { Status = OcppEnum<FirmwareStatus>.Parse(status) }, Told);
    }
}

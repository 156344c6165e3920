using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Security;

namespace Ampwright.Station.Firmware;

internal sealed partial class FirmwareUpdate
{
    /// <summary>How long a new image may take to be accepted by the CSMS before the old one is started again.</summary>
    public static readonly TimeSpan Trial = TimeSpan.FromMinutes(30);

    private LoopTimer? _trial;

    /// <summary>The last life had begun to install: what runs now?</summary>
    private void BeginTrial()
    {
        if (port.Start == FirmwareStart.Trial)
        {
            core.Trace.Note("firmware: the new image runs on trial");
            registration.Ready += _ => ConfirmTrial();
            _trial = core.NewTimer(RollBack);
            _trial.Set(Trial);
        }
        else if (port.Start == FirmwareStart.RolledBack)
        {
            End(SignedFirmwareStatus.InstallationFailed);
        }
        else if (port.RunningDigest == Update!.Digest)
        {
            Installed(); // Confirmed, and the power went before that was remembered.
        }
        else
        {
            // The power went before it was activated.
            core.Memory.Record(new UpdateStepped(UpdateStep.Fetched), durable: true);
            Run();
        }
    }

    // An image that reaches its CSMS and is accepted can be replaced by the next one, whatever else may be wrong with it.
    private void ConfirmTrial()
    {
        if (_trial is not { IsSet: true } trial) return;
        trial.Clear();
        port.Confirm();
        Installed();
    }

    private void Installed()
    {
        End(SignedFirmwareStatus.Installed);
        security.Events.Raise(SecurityEventType.FirmwareUpdated, $"firmware {core.Port.Facts.FirmwareVersion}");
    }

    private void RollBack()
    {
        core.Trace.Note($"firmware: not accepted within {Trial.TotalMinutes} min, the old image is started again");
        port.RollBack();
        core.Memory.Sync();
        if (!core.Port.Host.Reset(ResetKind.Hard)) _trial!.Set(IdlePeriod);
    }
}

using System.Security.Cryptography;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Availability;
using Ampwright.Station.Boot;
using Ampwright.Station.Connection;
using Ampwright.Station.Files;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Product;
using Ampwright.Station.Queue;
using Ampwright.Station.Security;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Firmware;

/// <summary>
/// One firmware update at a time, over as many lives as it takes. OCPP 1.6 ed. 2 §4.5, §5.19; security whitepaper ed. 3, L01.
/// </summary>
/// <remarks>
/// <code>
/// ordered ─► fetch ─► verify ─► fetched ─► wait for the time and for transactions ─► inspect ─► activate ─► reset
///                                                                                                            │
///                done ◄── confirm, once the CSMS has accepted the new image ◄──────────── on trial ◄─────────┘
///                done ◄── the old image runs again: InstallationFailed
/// </code>
/// Steps are on the disk before their effects. After a power cut the download of an image that is not whole goes on, one that is whole is installed.
/// The trial is in FirmwareUpdate.Trial.cs.
/// </remarks>
internal sealed partial class FirmwareUpdate(
    StationCore core, IFirmwarePort port, CsmsConnection connection, Registration registration, IReadOnlyList<Connector> connectors,
    StationAvailability availability, TransactionQueue queue, StationSecurity security, FileTransfers transfers, FirmwareReports reports, ProductProfile product)
{
    private static readonly TimeSpan IdlePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    private Action _cancel = static () => { };
    private Task _running = Task.CompletedTask;

    private RememberedUpdate? Update => core.Memory.State.Files.Update;

    public bool IsUnderWay => Update is { Step: not UpdateStep.Done };

    /// <summary>From here on there is no way back before the trial.</summary>
    public bool IsInstalling => Update is { Step: UpdateStep.Installing };

    /// <summary>Takes an order, in place of the one under way; it begins with the returned action.</summary>
    public Action Order(RememberedUpdate update)
    {
        Cancel();
        reports.Forget();
        core.Memory.Record(new UpdateOrdered(update), durable: true);
        return Run;
    }

    /// <summary>The start of a life: goes on with what the last one left.</summary>
    public void Begin()
    {
        reports.Begin();
        if (IsInstalling) BeginTrial();
        else if (IsUnderWay) Run();
    }

    private void Cancel()
    {
        _cancel();
        Hold(false);
    }

    private void Run()
    {
        // Whatever was under way has let go of the slot before the next one takes it.
        var source = new CancellationTokenSource();
        var (before, cancel, done) = (_running, source.Token, new TaskCompletionSource());
        (_running, _cancel) = (done.Task, source.Cancel);
        core.Loop.Start(async () =>
        {
            await before;
            try
            {
                if (!cancel.IsCancellationRequested) await RunAsync(cancel);
            }
            finally
            {
                done.SetResult();
            }
        });
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            if (Update!.Step == UpdateStep.Fetched && !await IsStagedAsync(cancel)) core.Memory.Record(new UpdateStepped(UpdateStep.Ordered), durable: true);
            if (Update.Step == UpdateStep.Ordered && !await FetchAsync(cancel)) return;
            await InstallAsync(cancel);
        }
        catch (IOException failure)
        {
            core.Trace.Note($"firmware: the storage fails: {failure.Message}");
            End(SignedFirmwareStatus.InstallationFailed);
        }
    }

    /// <summary>1 wait for the time, 2 fetch, with retries, 3 verify the signature, 4 remember that it is there.</summary>
    private async Task<bool> FetchAsync(CancellationToken cancel)
    {
        // 1
        var update = Update!;
        await UntilAsync(update.RetrieveAt, SignedFirmwareStatus.DownloadScheduled, cancel);
        if (!product.Answers.FirmwareDownloadDuringTransaction) await HoldUntilIdleAsync(cancel); // AQ-4

        // 2
        reports.Tell(SignedFirmwareStatus.Downloading);
        using var image = port.OpenStaging();
        try
        {
            await DownloadAsync(update, image, cancel);
        }
        catch (TransferException failure)
        {
            core.Trace.Note($"firmware: {failure.Message}");
            End(SignedFirmwareStatus.DownloadFailed);
            return false;
        }
        cancel.ThrowIfCancellationRequested();
        reports.Tell(SignedFirmwareStatus.Downloaded);

        // 3
        var digest = await DigestAsync(image, cancel);
        if (update.Signature is { } signature)
        {
            if (Verify(update, digest, signature) is var (fault, why))
            {
                core.Trace.Note($"firmware: {why}");
                End(SignedFirmwareStatus.InvalidSignature);
                security.Events.Raise(fault, why); // L01.FR.02, .03
                return false;
            }
            reports.Tell(SignedFirmwareStatus.SignatureVerified);
        }

        // 4
        core.Memory.Record(new UpdateStepped(UpdateStep.Fetched, Convert.ToHexString(digest)), durable: true);
        return true;
    }

    private async Task DownloadAsync(RememberedUpdate update, Stream image, CancellationToken cancel)
    {
        var from = FileLocation.Parse(update.Location, transfers.Policy);
        var memory = new DownloadMemory(update.Mark, mark => KeepAsync(mark, cancel));
        memory.Begin(image);
        var paused = false;
        await new Attempts(update.Retries, update.RetryInterval).RunAsync(
            core,
            async _ =>
            {
                if (paused) reports.Tell(SignedFirmwareStatus.Downloading);
                paused = false;
                await transfers.DownloadAsync(from, image, memory, security.FileTls(), cancel);
            },
            _ =>
            {
                // Whitepaper §6.13: what has begun and goes on later; the plain message has no such status.
                paused = update.RequestId is not null && image.Length > 0;
                if (paused) reports.Tell(SignedFirmwareStatus.DownloadPaused);
            },
            cancel);
        await image.FlushAsync(cancel);
    }

    // Comes from beside the loop. Once another order has taken the place of this one, the mark is nobody's.
    private Task KeepAsync(DownloadMark? mark, CancellationToken cancel)
    {
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        core.Loop.Post(() =>
        {
            if (!cancel.IsCancellationRequested) core.Memory.Record(new DownloadMarked(mark), durable: true);
            kept.SetResult();
        });
        return kept.Task;
    }

    /// <summary>1 wait for the time, 2 for the transactions, 3 inspect, 4 remember, activate, 5 say goodbye and start anew.</summary>
    private async Task InstallAsync(CancellationToken cancel)
    {
        // 1
        var update = Update!;
        if (update.InstallAt is { } at) await UntilAsync(at, SignedFirmwareStatus.InstallScheduled, cancel);

        // 2
        await HoldUntilIdleAsync(cancel);

        // 3
        reports.Tell(SignedFirmwareStatus.Installing);
        if (await port.InspectAsync(cancel) is { } wrong)
        {
            core.Trace.Note($"firmware: the image is refused: {wrong}");
            End(update.RequestId is null ? SignedFirmwareStatus.InstallationFailed : SignedFirmwareStatus.InstallVerificationFailed);
            return;
        }
        cancel.ThrowIfCancellationRequested();

        // 4
        core.IsEnding = true;
        core.Memory.Record(new UpdateStepped(UpdateStep.Installing), durable: true);
        if (product.Files?.TellsInstallReboot == true) reports.Tell(SignedFirmwareStatus.InstallRebooting); // L01.FR.15
        port.Activate();

        // 5
        await Task.WhenAll(connectors.Select(connector => connector.StopForGood(Reason.Reboot)));
        await Task.WhenAny(Task.WhenAll(queue.EmptiedAsync(), reports.EmptiedAsync()), core.DelayAsync(Farewell, CancellationToken.None));
        await connection.LeaveAsync("new firmware");
        if (core.Port.Host.Reset(ResetKind.Hard)) return;
        core.Trace.Note("firmware: the hardware does not reset");
        port.RollBack();
        core.IsEnding = false;
        End(SignedFirmwareStatus.InstallationFailed);
        connection.ComeBack();
    }

    /// <summary>Over, for whatever reason; connectors are free again.</summary>
    private void End(SignedFirmwareStatus status)
    {
        core.Memory.Record(new UpdateStepped(UpdateStep.Done), durable: false);
        reports.Tell(status);
        Hold(false);
    }

    // Between order and image lie days, perhaps, in which the certificate was revoked.
    private (SecurityEventType, string)? Verify(RememberedUpdate update, byte[] digest, string signature)
    {
        var failure = CertificateChain.ReadOne(update.SigningCertificate!, CertificateChain.LongestCertificate, out var signer);
        using (signer)
        {
            failure ??= FirmwareSignature.Check(digest, signature, signer!);
            if (failure is not null) return (SecurityEventType.InvalidFirmwareSignature, failure.Explanation);
            return security.FirmwareSigners.CheckRevocation(signer!) is { } refusal ? (SecurityEventType.InvalidFirmwareSigningCertificate, refusal.Explanation) : null;
        }
    }

    private async Task<bool> IsStagedAsync(CancellationToken cancel)
    {
        using var image = port.OpenStaging();
        return Convert.ToHexString(await DigestAsync(image, cancel)) == Update!.Digest;
    }

    private static async Task<byte[]> DigestAsync(Stream image, CancellationToken cancel)
    {
        image.Position = 0;
        return await Task.Run(() => SHA256.HashData(image), cancel);
    }

    private async Task UntilAsync(DateTimeOffset at, SignedFirmwareStatus waiting, CancellationToken cancel)
    {
        for (var told = false; at > core.Clock.Now; told = true)
        {
            if (!told) reports.Tell(waiting);
            await core.DelayAsync(at - core.Clock.Now, cancel);
        }
        cancel.ThrowIfCancellationRequested();
    }

    // L01.FR.06, .07: those in use until their transaction ends, the others not any more.
    private async Task HoldUntilIdleAsync(CancellationToken cancel)
    {
        Hold(true);
        while (connectors.Any(connector => connector.IsBusy)) await core.DelayAsync(IdlePeriod, cancel);
        cancel.ThrowIfCancellationRequested();
    }

    private void Hold(bool hold)
    {
        if (core.HoldsConnectors == hold) return;
        core.HoldsConnectors = hold;
        availability.UpdateAll();
    }
}

using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Authorization;
using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;
using Ampwright.Station.Metering;

namespace Ampwright.Station.Transactions;

internal sealed partial class Connector
{
    private static readonly TimeSpan EnergyCheckPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Ends the running transaction, if there is one.</summary>
    /// <param name="idTag">Whose card ended it, if one did.</param>
    public Task Stop(Reason reason, string? idTag = null)
    {
        if (Running is null || _stopping) return _work;
        _stopping = true;
        return Enqueue(() => StopAsync(reason, idTag));
    }

    /// <summary>Ends whatever runs, a start under way included, and completes when nothing of this connector is under way any more.</summary>
    public async Task StopForGood(Reason reason)
    {
        GiveUp();
        await _work;
        await Stop(reason);
        await _work;
    }

    /// <summary>Carries out UnlockConnector. OCPP 1.6 ed. 2 §5.18, errata v4.0 3.85.</summary>
    public async Task<UnlockStatus> UnlockByCsmsAsync()
    {
        // Without a lock a transaction is left alone: nothing would become free by ending it.
        if (!HasLock) return UnlockStatus.NotSupported;
        await Stop(Reason.UnlockCommand);
        await _work;
        return await ReleaseAsync() ? UnlockStatus.Unlocked : UnlockStatus.UnlockFailed;
    }

    /// <summary>The card of whoever left the cable locked here, or one of the same parent, frees it (errata v4.0 3.5).</summary>
    public bool ReleaseFor(string idTag, string? parentIdTag)
    {
        if (_keeper is not { } keeper || !keeper.BelongsTo(idTag, parentIdTag)) return false;
        _ = Enqueue(ReleaseAsync);
        return true;
    }

    /// <summary>
    /// The CSMS does not accept the id tag of the running transaction. OCPP 1.6 ed. 2 §4.8, §9.1.24; errata v4.0 3.17.
    /// </summary>
    public void Refused()
    {
        if (Running is null || _stopping) return;
        var stillAllowed = _core.Configuration.Number("MaxEnergyOnInvalidId");
        if (stillAllowed > 0 && Read().RegisterWh - Running.MeterStart < stillAllowed)
        {
            _energyCheck.Set(EnergyCheckPeriod);
            return;
        }
        if (_core.Configuration.Flag("StopTransactionOnInvalidId"))
        {
            _ = Stop(Reason.DeAuthorized);
            return;
        }
        _held = true; // Only the energy stops.
        LimitChanged?.Invoke();
        _ = Enqueue(async () =>
        {
            if (Running is null) return;
            await _port.PermitEnergyAsync(permitted: false, _core.CommandDeadline);
            Update();
        });
        Update();
    }

    /// <summary>
    /// 1 take the energy back, 2 record the stop, 3 let StopTransaction leave, 4 free the cable. The register is read after the
    /// energy has stopped, and the record comes before the lock opens.
    /// </summary>
    private async Task StopAsync(Reason reason, string? idTag)
    {
        try
        {
            if (Running is not { } transaction) return;

            // 1
            await _port.PermitEnergyAsync(permitted: false, _core.CommandDeadline);

            // 2
            RecordStop(transaction, reason, idTag);

            // 3
            TransactionEnded?.Invoke(this);
            Recorded?.Invoke();
            _userMustLeave = true;
        }
        finally
        {
            _stopping = false;
            Update(); // Finishing, also when the user has already gone.
        }
        if (!_carPresent && (_cable is null || _port.Facts.Kind == ConnectorKind.Tethered))
        {
            _userMustLeave = false;
            _info = null;
            Update();
        }

        // 4
        if (_keeper is null) await ReleaseAsync();
    }

    private void RecordStop(RememberedTransaction transaction, Reason reason, string? idTag)
    {
        var reading = Read();
        _energyCheck.Clear();
        _held = false;
        _core.Memory.Record(
            new TransactionStopped(
                transaction.Tx,
                _core.Memory.State.LastMessage + 1,
                Math.Max(reading.RegisterWh, transaction.LastMeter),
                _core.Now,
                new Ampwright.Ocpp.OcppEnum<Reason>(reason).Text,
                idTag,
                TransactionData.Edge(_core, reading, ReadingContext.TransactionEnd)),
            durable: true);
        _core.Trace.Note($"connector {Number}: transaction {transaction.Tx} ends at {reading.RegisterWh} Wh, {reason}");
        var keepLocked = reason == Reason.DeAuthorized
            || (reason == Reason.EVDisconnected && !_core.Configuration.Flag("UnlockConnectorOnEVSideDisconnect", absent: true));
        _keeper = keepLocked && HasLock ? new Grant(transaction.IdTag, transaction.ParentIdTag, Remote: false) : null;
    }

    private async Task<bool> ReleaseAsync()
    {
        if (!HasLock) return true;
        var outcome = await _port.UnlockAsync(_core.CommandDeadline);
        if (outcome is LockOutcome.Unlocked or LockOutcome.NoCable)
        {
            _keeper = null;
            _faults.Clear(LockFault);
            return true;
        }
        _core.Trace.Note($"connector {Number}: the plug cannot be released: {outcome}");
        return false;
    }

    private void OnEnergyCheck() => Refused();
}

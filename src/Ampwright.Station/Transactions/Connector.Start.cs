using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Authorization;
using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;
using Ampwright.Station.Metering;

namespace Ampwright.Station.Transactions;

internal sealed partial class Connector
{
    private string LockFault => $"runtime-lock-{Number}";

    /// <summary>Keeps the connector for somebody whose authorization is still being asked for.</summary>
    public void Claim() => _claimed = true;

    public void Unclaim() => _claimed = false;

    /// <summary>Somebody may charge here: at once if a car is there, else as soon as one comes within ConnectionTimeOut.</summary>
    public void Allow(Grant grant)
    {
        _claimed = false;
        if (!IsFree) return;
        if (!_reservations.Admits(this, grant.IdTag, grant.ParentIdTag))
        {
            _core.Trace.Note($"connector {Number}: {grant.IdTag} cannot charge here, it is reserved");
            return;
        }
        _userMustLeave = false; // F2: whoever is authorized now begins anew, also with the car that is still there.
        _info = null;
        if (_carPresent)
        {
            Start(grant);
            return;
        }
        _grant = grant;
        if (_cable is not null) _ = Enqueue(LockEarlyAsync);
        Update();
    }

    /// <summary>The user gave up before plugging in (B1).</summary>
    public void GiveUp()
    {
        ReleaseEarly();
        _grant = null;
        Update();
    }

    private void Start(Grant grant)
    {
        _starting = true;
        Update();
        _ = Enqueue(() => StartAsync(grant));
    }

    /// <summary>
    /// 1 lock the cable, 2 record the start, 3 let StartTransaction leave, 4 let energy flow. Records come before effects: after a
    /// power cut there may be a transaction without energy, never energy without a transaction.
    /// </summary>
    private async Task StartAsync(Grant grant)
    {
        try
        {
            // 1
            if (!await LockForStartAsync()) return;

            // 2
            Record(grant);

            // 3
            Recorded?.Invoke();
            TransactionBegan?.Invoke(this);

            // 4
            await SetOfferAsync();
            var permitted = await _port.PermitEnergyAsync(permitted: true, _core.CommandDeadline);
            if (permitted == CommandOutcome.Done) return;
            _core.Trace.Note($"connector {Number}: the board does not permit energy ({permitted})");
            _ = Stop(Reason.Other);
        }
        finally
        {
            _starting = false;
            Update();
        }
    }

    /// <summary>
    /// A plug that somebody authorized has put in is locked also before the car is there: one that is only half way in, which a car
    /// would never be seen through, shows itself by it.
    /// </summary>
    private async Task LockEarlyAsync()
    {
        if (_grant is null || _carPresent || _cable is null || !HasLock || IsFaulted) return;
        var locked = await _port.LockAsync(_core.CommandDeadline);
        if (locked == LockOutcome.Locked)
        {
            if (_grant is null && !IsBusy) await ReleaseAsync(); // Given up meanwhile.
            return;
        }
        if (_grant is null || _cable is null) return;
        _grant = null;
        RaiseLockFault($"the plug cannot be locked: {locked}");
        Update();
    }

    // What LockEarlyAsync locked for somebody who gives up.
    private void ReleaseEarly()
    {
        if (_grant is not null && _cable is not null && !_carPresent && HasLock) _ = Enqueue(async () => await ReleaseAsync());
    }

    private async Task<bool> LockForStartAsync()
    {
        if (!_carPresent || IsFaulted || IsInoperative) return false;
        if (!HasLock) return true;
        var locked = await _port.LockAsync(_core.CommandDeadline);
        if (locked == LockOutcome.Locked && _carPresent)
        {
            _faults.Clear(LockFault);
            return true;
        }
        if (locked == LockOutcome.Locked) await _port.UnlockAsync(_core.CommandDeadline); // The car left meanwhile.
        else if (_carPresent) RaiseLockFault($"the plug cannot be locked: {locked}");
        return false;
    }

    private void Record(Grant grant)
    {
        var state = _core.Memory.State;
        var reading = Read();
        _core.Memory.Record(
            new TransactionStarted(
                state.LastTx + 1,
                state.LastMessage + 1,
                Number,
                grant.IdTag,
                grant.ParentIdTag,
                reading.RegisterWh,
                _core.Now,
                TransactionData.Edge(_core, reading, ReadingContext.TransactionBegin),
                _reservations.UsedBy(Number, grant.IdTag, grant.ParentIdTag)?.Id),
            durable: grant.Profile is null);
        if (grant.Profile is { } profile)
            _core.Memory.Record(new ProfileInstalled(StoredProfile.Of(new(Number, profile, state.LastTx + 1, _core.Clock.Now))), durable: true);
        _held = false;
        _keeper = null;
        _core.Trace.Note($"connector {Number}: transaction {state.LastTx + 1} starts at {reading.RegisterWh} Wh");
    }

    private void RaiseLockFault(string info)
    {
        _userMustLeave = true;
        _faults.Raise(new HardwareFault(LockFault, FaultKind.Lock, FaultSeverity.Critical, Number, Info: info.Length > 50 ? info[..50] : info));
    }
}

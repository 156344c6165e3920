using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;
using Ampwright.Station.Metering;

namespace Ampwright.Station.Transactions;

internal sealed partial class Connector
{
    /// <summary>
    /// Takes the hardware's state as it is at boot. A transaction the last life left open goes on if the board kept the energy flowing
    /// (the runtime alone had died); else it is over, and its stop is recorded with what was known last.
    /// </summary>
    /// <param name="why">Why the last life ended, for the reason of the stop.</param>
    public void Begin(ConnectorSnapshot snapshot, Reason why)
    {
        _carPresent = IsCar(snapshot.Pilot);
        _asking = Asks(snapshot.Pilot);
        _cable = snapshot.CableMilliamperes;
        _contactorClosed = snapshot.ContactorClosed;
        _activePhases = snapshot.ActivePhases;
        _offerMilliamperes = snapshot.OfferMilliamperes;
        _inService = snapshot.InService;
        _register = Math.Max(snapshot.Meter.RegisterWh, Running?.LastMeter ?? 0);
        if (Running is { } open)
        {
            if (snapshot.EnergyPermitted && _carPresent) Resume(open);
            else CloseInterrupted(open, why);
        }
        else
        {
            if (snapshot.EnergyPermitted) _ = Enqueue(async () => await _port.PermitEnergyAsync(permitted: false, _core.CommandDeadline));
            if (_carPresent) Arrived();
        }
        // Whose cable it was is not known any more; nobody is kept locked in.
        if (Running is null && snapshot.Lock != LockState.Unlocked) _ = Enqueue(ReleaseAsync);
        Update();
    }

    private void Resume(RememberedTransaction open)
    {
        _core.Trace.Note($"connector {Number}: transaction {open.Tx} goes on");
        TransactionBegan?.Invoke(this);
        if (open.Verdict is { } verdict && verdict != nameof(AuthorizationStatus.Accepted)) Refused();
    }

    // The time is when the station was last known to be alive; the register, which outlives the power, tells all the energy.
    private void CloseInterrupted(RememberedTransaction open, Reason why)
    {
        var reading = Read();
        _core.Memory.Record(
            new TransactionStopped(
                open.Tx,
                _core.Memory.State.LastMessage + 1,
                reading.RegisterWh,
                open.LastAlive,
                new OcppEnum<Reason>(why).Text,
                IdTag: null,
                TransactionData.Edge(_core, reading, ReadingContext.TransactionEnd) is { } end ? end with { At = open.LastAlive } : null),
            durable: true);
        _core.Trace.Note($"connector {Number}: transaction {open.Tx} was interrupted, {why}");
        _userMustLeave = _carPresent || (_cable is not null && Facts.Kind == ConnectorKind.Socket);
    }
}

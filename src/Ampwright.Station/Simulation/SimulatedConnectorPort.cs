using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>What one life of the runtime can do with a connector. What takes time takes it here too.</summary>
internal sealed class SimulatedConnectorPort(SimulatedStation station, SimulatedBoard board, SimulatedConnector connector)
    : IConnectorPort, IMeterPort
{
    private static readonly TimeSpan BoltTime = TimeSpan.FromMilliseconds(400);
    private static readonly HashSet<MeterQuantity> AllQuantities = [.. Enum.GetValues<MeterQuantity>()];
    private readonly List<Action> _pending = [];

    public ConnectorFacts Facts => connector.Facts;

    public IMeterPort Meter => this;

    public IReadOnlySet<MeterQuantity> Quantities => AllQuantities;

    public MeterReading Read() => station.Read(connector);

    public ValueTask<CommandOutcome> PermitEnergyAsync(bool permitted, TimeSpan deadline)
    {
        lock (station.Gate)
        {
            if (board.Dead) return new(CommandOutcome.TimedOut);
            if (permitted && (!connector.PlugInSocket || station.HasCriticalFault(Facts.Number))) return new(CommandOutcome.Refused);
            return Run<CommandOutcome>(deadline, CommandOutcome.TimedOut, done => connector.Permit(permitted, () => done(CommandOutcome.Done)));
        }
    }

    public ValueTask<AppliedOffer> SetOfferAsync(CurrentOffer offer, TimeSpan deadline)
    {
        lock (station.Gate)
        {
            if (!board.Dead) connector.SetOffer(offer);
            return new(new AppliedOffer(
                board.Dead ? CommandOutcome.TimedOut : CommandOutcome.Done, connector.AppliedMilliamperes, connector.AppliedPhases));
        }
    }

    public ValueTask<LockOutcome> LockAsync(TimeSpan deadline) => MoveBolt(LockState.Locked, LockOutcome.Locked, deadline);

    public ValueTask<LockOutcome> UnlockAsync(TimeSpan deadline) => MoveBolt(LockState.Unlocked, LockOutcome.Unlocked, deadline);

    public ValueTask<CommandOutcome> SetInServiceAsync(bool inService, TimeSpan deadline)
    {
        lock (station.Gate)
        {
            if (board.Dead) return new(CommandOutcome.TimedOut);
            connector.SetInService(inService);
            return new(CommandOutcome.Done);
        }
    }

    /// <summary>The board has no power any more.</summary>
    public void Die()
    {
        foreach (var abandon in _pending.ToList()) abandon();
    }

    private ValueTask<LockOutcome> MoveBolt(LockState to, LockOutcome success, TimeSpan deadline)
    {
        lock (station.Gate)
        {
            if (!Facts.HasLock) return new(LockOutcome.NotSupported);
            if (board.Dead) return new(LockOutcome.TimedOut);
            if (to == LockState.Locked && connector.CableMilliamperes is null) return new(LockOutcome.NoCable);
            if (connector.Lock == to) return new(success);
            return Run<LockOutcome>(deadline, LockOutcome.TimedOut, done => station.Schedule(station.Takes(BoltTime), () =>
            {
                if (board.Dead) return;
                var noCable = to == LockState.Locked && connector.CableMilliamperes is null;
                var moved = !noCable && connector.MoveBolt(to);
                done(noCable ? LockOutcome.NoCable : moved ? success : LockOutcome.Jammed);
                if (!moved && connector.LockFails) ReportJam(to);
            }));
        }
    }

    // A plug that cannot be locked must not charge; one that cannot be released is a nuisance.
    private void ReportJam(LockState to)
    {
        if (station.Faults.Any(fault => fault.Kind == FaultKind.Lock && fault.Connector == Facts.Number)) return;
        station.RaiseFault(
            Facts.Number, FaultKind.Lock, to == LockState.Locked ? FaultSeverity.Critical : FaultSeverity.Warning, "BOLT",
            to == LockState.Locked ? "the bolt does not close" : "the bolt does not open");
    }

    /// <summary>Completes with what <paramref name="begin"/> reports, or as timed out at the deadline or when the power goes.</summary>
    private ValueTask<TOutcome> Run<TOutcome>(TimeSpan deadline, TOutcome timedOut, Action<Action<TOutcome>> begin)
    {
        var completion = new TaskCompletionSource<TOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Abandon() => Finish(timedOut);
        void Finish(TOutcome outcome)
        {
            _pending.Remove(Abandon);
            completion.TrySetResult(outcome);
        }

        _pending.Add(Abandon);
        begin(Finish);
        if (!completion.Task.IsCompleted) station.Schedule(deadline, Abandon);
        return new(completion.Task);
    }
}

using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Journal;

namespace Ampwright.Station.Tests.Years;

internal sealed partial class StationYear
{
    private const double DayLength = 86_400;

    private readonly List<(double At, Action Do)> _plan = [];

    private int Connectors => _test.Hardware.Connectors.Count;

    private int AnyConnector => 1 + _random.Next(Connectors);

    /// <summary>What will happen on a day is drawn first, then it happens; what is meant to meet meets, often within a second.</summary>
    private void Day()
    {
        _plan.Clear();
        var sessions = 3 + _random.Next(3);
        for (var session = 0; session < sessions; session++) PlanSession();
        var busy = _plan.Select(step => step.At).ToList();
        for (var command = 0; command < 5; command++) Plan(busy, Command);
        if (_random.Next(100) < 60) Plan(busy, EndLife);
        if (_random.Next(100) < 30) Plan(busy, JumpClock);
        if (_random.Next(100) < 30) Plan(busy, Disconnect);
        if (_random.Next(100) < 25) Plan(busy, ChangeMood);
        if (_random.Next(100) < 25) Plan(busy, Trouble);
        _plan.Sort(static (one, other) => one.At.CompareTo(other.At));
        double now = 0;
        foreach (var (at, act) in _plan)
        {
            if (at > now)
            {
                Run(at - now);
                now = at;
            }
            Try(act);
            After();
            WatchClaims();
        }
        if (now < DayLength) Run(DayLength - now);
        _test.Csms.Heard.RemoveRange(0, Math.Max(0, _test.Csms.Heard.Count - 1));
    }

    private void Plan(List<double> busy, Action act) => _plan.Add((
        _random.Next(3) == 0 ? _random.NextDouble() * DayLength : busy[_random.Next(busy.Count)] + (_random.NextDouble() * (_random.Next(2) == 0 ? 2 : 60)), act));

    private void PlanSession()
    {
        var connector = AnyConnector;
        var card = Drivers.Any(_random);
        var at = 3_600 + (_random.NextDouble() * 16 * 3_600);
        var vehicle = new SimulatedVehicle
        {
            Phases = 1 + (2 * _random.Next(2)),
            MaxMilliamperes = 6_000 + _random.Next(26_000),
            BatteryWh = 20_000 + _random.Next(60_000),
            ChargePermille = 100 + _random.Next(850),
            WantsEnergy = _random.Next(12) > 0,
        };
        var begins = at + (_random.NextDouble() * 40);
        var ends = begins + 30 + (_random.Next(4) == 0 ? _random.NextDouble() * 10_000 : _random.NextDouble() * 1_500);
        _plan.Add((at, () => Arrive(connector, vehicle)));
        _plan.Add((_random.Next(4) == 0 ? at - (_random.NextDouble() * 20) : begins, () => Authorize(connector, card)));
        _plan.Add((ends, () => EndSession(connector, card)));
        _plan.Add((ends + 2 + (_random.NextDouble() * 120), () => Leave(connector)));
        if (_random.Next(3) == 0) _plan.Add((ends + 200, () => Leave(connector)));
    }

    private void Arrive(int connector, SimulatedVehicle vehicle)
    {
        Leave(connector);
        Plug(connector, vehicle);
    }

    private void Plug(int connector, SimulatedVehicle vehicle)
    {
        _trace.Add($"plug {connector}");
        // A fixed cable has no such end.
        if (_random.Next(20) == 0) Try(() => _test.Hardware.Plug(connector, PlugSide.Station, halfway: true));
        _test.Hardware.Plug(connector, PlugSide.Both, vehicle: vehicle, cableMilliamperes: _random.Next(3) == 0 ? 20_000 : 32_000);
    }

    private void Authorize(int connector, int card)
    {
        if (_random.Next(4) == 0 || !_product.Core.LocalStart)
        {
            Call(new RemoteStartTransactionRequest { ConnectorId = _random.Next(4) == 0 ? null : connector, IdTag = Drivers.Tags[card] });
            return;
        }
        Present(card);
    }

    private void Present(int card)
    {
        _trace.Add($"card {card}");
        _test.Hardware.PresentCard(Drivers.Cards[card]);
    }

    private void EndSession(int connector, int card)
    {
        switch (_random.Next(5))
        {
            case 0 or 1 when _product.Core.LocalStop:
                Present(card);
                break;
            case 0 or 1 or 2:
                Call(new RemoteStopTransactionRequest { TransactionId = RunningId(connector) });
                break;
            case 3:
                _trace.Add($"button {connector}");
                _test.Hardware.PressButton(connector);
                break;
            default:
                _trace.Add($"car leaves {connector}");
                _test.Hardware.Unplug(connector, PlugSide.Vehicle);
                break;
        }
    }

    private int RunningId(int connector) =>
        (_test.IsAlive ? _test.Station.Core.Memory.State.RunningOn(connector)?.CsmsId : null) ?? _random.Next(2_000);

    private void Leave(int connector)
    {
        _trace.Add($"leave {connector}");
        Try(() => _test.Hardware.Unplug(connector, PlugSide.Vehicle));
        After();
        Try(() => _test.Hardware.Unplug(connector, PlugSide.Station));
    }

    private void EndLife()
    {
        switch (_random.Next(8))
        {
            case 0 or 1:
                if (_test.IsAlive) Cut();
                break;
            case 2 or 3 or 4:
                if (_test.IsAlive) CutAtDiskCall(1 + _random.Next(40));
                break;
            case 5:
                if (_test.IsAlive) NextLife(BootCause.Crash);
                break;
            case 6:
                _trace.Add("the mains fail");
                _test.Hardware.FailMains(TimeSpan.FromSeconds(1 + _random.Next(15)));
                if (_random.Next(4) > 0) break;
                Run(_random.NextDouble() * 5);
                _test.Hardware.RestoreMains();
                break;
            default:
                Call(new ResetRequest { Type = _random.Next(2) == 0 ? ResetType.Soft : ResetType.Hard });
                break;
        }
    }

    private void JumpClock()
    {
        _counts.ClockJumps++;
        var step = TimeSpan.FromSeconds(_random.Next(5) switch
        {
            0 => _random.Next(-3, 4),
            1 or 2 => _random.Next(-3_600, 3_600),
            3 => _random.Next(-86_400, 86_400),
            _ => 86_400.0 * _random.Next(-400, 400),
        });
        switch (_random.Next(4))
        {
            case 0:
                _csms.Nonsense = _random.Next(2) == 0 ? DateTimeOffset.UnixEpoch : new DateTimeOffset(2500, 1, 1, 0, 0, 0, TimeSpan.Zero);
                break;
            case 1:
                _test.Time.SetWallClock(step);
                break;
            case 2:
                _csms.Offset = TimeSpan.Zero;
                break;
            default:
                _csms.Offset = step;
                break;
        }
        _trace.Add($"clocks jump: CSMS {_csms.Offset}, host {_test.Time.GetUtcNow():u}");
    }

    private void Disconnect()
    {
        _counts.Disconnects++;
        _trace.Add("disconnect");
        if (_random.Next(2) == 0)
        {
            _test.Csms.Break();
            return;
        }
        _test.Csms.GoDown();
        ITimer? back = null;
        back = _test.Time.CreateTimer(
            _ =>
            {
                back?.Dispose();
                _test.Csms.ComeBack();
            },
            null, TimeSpan.FromSeconds(_random.Next(3) == 0 ? _random.Next(30_000) : 1 + _random.Next(600)), Timeout.InfiniteTimeSpan);
    }

    private void ChangeMood()
    {
        _csms.Mood = _random.Next(4) switch
        {
            0 => (0, 0, 0),
            1 => (_random.Next(60), 0, _random.Next(30)),
            2 => (10, _random.Next(100), 10),
            _ => (0, 0, _random.Next(4) == 0 ? 600 : 50),
        };
        if (_random.Next(3) == 0) _csms.NextRegistration = _random.Next(2) == 0 ? RegistrationStatus.Pending : RegistrationStatus.Rejected;
        _trace.Add($"mood {_csms.Mood}");
    }

    private void Trouble()
    {
        var connector = AnyConnector;
        _trace.Add($"trouble {connector}");
        var (begin, end) = _random.Next(6) switch
        {
            0 => ((Action)(() => _test.Hardware.FailLock(connector, fails: true)), (Action)(() => _test.Hardware.FailLock(connector, fails: false))),
            1 => (() => _test.Hardware.Derate(connector, 6_000 + _random.Next(20_000), "hot"), () => _test.Hardware.Derate(connector, null, "cool")),
            2 => (() => RaiseFault(connector, FaultKind.GroundFault, FaultSeverity.Critical), ClearFaults),
            3 => (() => RaiseFault(null, FaultKind.EmergencyStop, FaultSeverity.Critical), ClearFaults),
            4 => (() => RaiseFault(connector, FaultKind.OverTemperature, FaultSeverity.Warning), ClearFaults),
            _ => (() => FailDiskCall(1 + _random.Next(20)), static () => { }),
        };
        begin();
        ITimer? over = null;
        over = _test.Time.CreateTimer(
            _ =>
            {
                over?.Dispose();
                end();
            },
            null, TimeSpan.FromSeconds(1 + _random.Next(3_000)), Timeout.InfiniteTimeSpan);
    }

    private void RaiseFault(int? connector, FaultKind kind, FaultSeverity severity) => _test.Hardware.RaiseFault(connector, kind, severity);

    private void ClearFaults()
    {
        foreach (var fault in _test.Hardware.Describe().Faults) _test.Hardware.ClearFault(fault.Id);
    }

    // EIO or ENOSPC once: the journal goes on in its other file.
    private void FailDiskCall(int calls)
    {
        var (at, fault) = (_test.Disk.Calls + calls, _random.Next(2) == 0 ? DiskFault.IoError : DiskFault.NoSpace);
        _test.Disk.FaultAt = number => number == at ? fault : DiskFault.None;
    }

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (SimulationRefusedException)
        {
            // A person tried what cannot be done, such as drawing a locked plug.
        }
    }

    /// <summary>Everybody means well again: everything is delivered, and every connector serves a driver as on the first day.</summary>
    /// <param name="days">To deliver what waits.</param>
    private void Heal(int days)
    {
        _trace.Add("heal");
        _cutsAtBoot = false;
        (_csms.Mood, _csms.NextRegistration, _csms.Nonsense, _csms.Offset) = ((0, 0, 0), null, null, TimeSpan.Zero);
        _test.Csms.ComeBack();
        Run(60 + (days * DayLength));
        _test.Disk.FaultAt = static _ => DiskFault.None;
        ClearFaults();
        for (var connector = 1; connector <= Connectors; connector++)
        {
            _test.Hardware.FailLock(connector, fails: false);
            _test.Hardware.Derate(connector, null, "cool");
        }
        Run(60);
        Check(Call(new ChangeAvailabilityRequest { ConnectorId = 0, Type = AvailabilityType.Operative }) is not null, "the station does not answer any more");
        for (var connector = 1; connector <= Connectors; connector++)
        {
            Call(new ChangeAvailabilityRequest { ConnectorId = connector, Type = AvailabilityType.Operative });
            if (RunningAt(connector)) Call(new RemoteStopTransactionRequest { TransactionId = RunningId(connector) });
            Run(20);
            Leave(connector);
            Call(new UnlockConnectorRequest { ConnectorId = connector });
            Run(5);
            Leave(connector);
        }
        foreach (var (id, _) in _test.Station.Core.Memory.State.Reservations) Call(new CancelReservationRequest { ReservationId = id });
        Call(new ClearChargingProfileRequest());
        Run(DayLength / 4);
        for (var connector = 1; connector <= Connectors; connector++)
        {
            var status = _test.State.Connectors[connector - 1].Status;
            Check(status == "Available", $"connector {connector} is stuck: {status} {_test.State.Connectors[connector - 1].ErrorCode}");
            var before = _ledger.Transactions.Count;
            Plug(connector, new SimulatedVehicle());
            Run(5);
            Call(new RemoteStartTransactionRequest { ConnectorId = connector, IdTag = Drivers.Tags[2] });
            Run(30);
            Check(_ledger.Transactions.Count == before + 1 && RunningAt(connector), $"connector {connector} is stuck: it starts nothing");
            Call(new RemoteStopTransactionRequest { TransactionId = RunningId(connector) });
            Run(30);
            Leave(connector);
            Run(30);
            status = _test.State.Connectors[connector - 1].Status;
            Check(status == "Available", $"connector {connector} is stuck after a session: {status}");
        }
        Run(600);
    }

    private bool RunningAt(int connector) => _test.IsAlive && _test.Station.Core.Memory.State.RunningOn(connector) is not null;
}

using System.Collections.Immutable;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>
/// A station of simulated hardware with its surroundings: mains, cables, cars, people with cards. What people do is a method here; what the
/// runtime sees is the <see cref="IStationPort"/> that <see cref="PowerOn"/> hands out, one for each life of the electronics. Everything
/// follows from the seed and the time provider. Safe from any thread.
/// </summary>
public sealed class SimulatedStation : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly MeterRegisterFile? _registers;
    private readonly SimulatedConnector[] _connectors;
    private readonly HashSet<ITimer> _timers = [];
    private readonly List<HardwareFault> _faults = [];
    private readonly long _start;
    private SimulatedBoard? _board;
    private int _faultCount;
    private int _resetsToRefuse;

    /// <param name="facts">What the station is; a <see cref="Product.ProductProfile"/> gives them.</param>
    /// <param name="seed">Voltages, delays and everything else that looks like chance.</param>
    /// <param name="meterHaste">How many times as much as flowed the meters count, for whoever has no hours to wait.</param>
    /// <param name="registers">Where the meters keep their registers; null = nowhere, they start at 0.</param>
    public SimulatedStation(StationFacts facts, int seed, TimeProvider time, MeterRegisterFile? registers = null, int meterHaste = 1)
    {
        (Facts, _time, _registers) = (facts, time, registers);
        _start = time.GetTimestamp();
        Random = new Random(seed);
        var mains = new Mains(seed, facts.MainsVolts);
        _connectors =
        [
            .. facts.Connectors.Select(connector => new SimulatedConnector(
                this, connector, new SimulatedMeter(mains, connector.Phases, connector.Number, registers?[connector.Number] ?? 0, meterHaste))),
        ];
    }

    /// <summary>
    /// Called when the runtime asks its host for a new start; whoever runs the runtime carries it out. May come from any thread and must
    /// return at once.
    /// </summary>
    public Action<ResetKind>? OnResetRequested { get; set; }

    /// <summary>Called when the electronics lose power. May come from any thread and must return at once.</summary>
    public Action? OnPowerLost { get; set; }

    /// <summary>How long bolts, contactors and cars take, as a multiple of what is usual; at 0 none, for whoever measures the station alone.</summary>
    public double Pace { get; init; } = 1;

    public StationFacts Facts { get; }

    /// <summary>Where the firmware slots are kept; null = the station cannot be given other firmware. Asked at each <see cref="PowerOn"/>.</summary>
    public SimulatedFirmware? Firmware { get; set; }

    public bool Powered => _board is not null;

    /// <summary>The mains are gone and the host runs on its reserve.</summary>
    public bool OnReserve { get; private set; }

    /// <summary>Every connector shows a light: the runtime has taken the hardware over.</summary>
    public bool IsLit
    {
        get
        {
            lock (_gate) return Array.TrueForAll(_connectors, connector => connector.Indicator is not null);
        }
    }

    internal Random Random { get; }

    internal long Stamp => _time.GetTimestamp();

    internal long Now => _time.GetElapsedTime(_start).Ticks;

    internal Lock Gate => _gate;

    internal IReadOnlyList<SimulatedConnector> Connectors => _connectors;

    internal IReadOnlyList<HardwareFault> Faults => _faults;

    internal TimeProvider Time => _time;

    /// <summary>Begins a life of the electronics and ends the one before, if there is any.</summary>
    public IStationPort PowerOn(BootCause cause)
    {
        lock (_gate)
        {
            // A soft reset leaves the board as it is: a car goes on charging under the new runtime.
            if (cause != BootCause.SoftReset)
            {
                foreach (var connector in _connectors) connector.LosePower();
            }

            _board?.Die();
            OnReserve = false;
            return _board = new SimulatedBoard(this, cause);
        }
    }

    /// <summary>Cuts the power without warning: the contactors open and the port falls silent.</summary>
    public void CutPower()
    {
        lock (_gate)
        {
            if (!Powered) throw new SimulationRefusedException("The power is cut already.");
            Blackout();
        }
    }

    /// <summary>
    /// The mains go away while the host has a reserve: it is told, and loses power after <paramref name="holdUp"/> unless
    /// <see cref="RestoreMains"/> comes first.
    /// </summary>
    public void FailMains(TimeSpan holdUp)
    {
        lock (_gate)
        {
            if (!Powered || OnReserve) throw new SimulationRefusedException("The power is cut already.");
            OnReserve = true;
            Raise(new MainsFailing(Stamp, holdUp));
            foreach (var connector in _connectors) connector.Settle();
            var board = _board;
            Schedule(holdUp, () =>
            {
                if (OnReserve && _board == board) Blackout();
            });
        }
    }

    /// <summary>The mains come back before the reserve is used up; false when it was too late for that.</summary>
    public bool RestoreMains()
    {
        lock (_gate)
        {
            if (!Powered) return false;
            if (!OnReserve) throw new SimulationRefusedException("The power is on.");
            OnReserve = false;
            Raise(new MainsBack(Stamp));
            foreach (var connector in _connectors) connector.Settle();
            return true;
        }
    }

    /// <summary>Puts a cable in, at one end or at both.</summary>
    /// <param name="cableMilliamperes">What the cable carries, mA.</param>
    /// <param name="halfway">The plug of that side is not fully in: it cannot be locked, and the car does not ask for energy.</param>
    /// <exception cref="SimulationRefusedException">The place is taken, or the side cannot be plugged.</exception>
    public void Plug(int connector, PlugSide side, bool halfway = false, SimulatedVehicle? vehicle = null, int cableMilliamperes = 32_000)
    {
        if (halfway && side == PlugSide.Both) throw new SimulationRefusedException("Half way needs one side: Station or Vehicle.");
        Do(connector, at =>
        {
            if (side == PlugSide.Station || (side == PlugSide.Both && !at.PlugInSocket)) at.PlugCable(cableMilliamperes, halfway);
            if (side != PlugSide.Station) at.PlugVehicle(vehicle ?? new SimulatedVehicle(), halfway);
        });
    }

    /// <summary>Draws a plug, at one end or at both.</summary>
    /// <exception cref="SimulationRefusedException">There is none, or it is locked.</exception>
    public void Unplug(int connector, PlugSide side) => Do(connector, at =>
    {
        // The vehicle's end comes off first, also when the station holds the other.
        if (side == PlugSide.Vehicle || (side == PlugSide.Both && at.Vehicle is not null)) at.UnplugVehicle();
        if (side == PlugSide.Station || (side == PlugSide.Both && at.Facts.Kind == ConnectorKind.Socket)) at.UnplugCable();
    });

    /// <summary>Holds a card to the reader.</summary>
    /// <param name="uid">4, 7 or 10 bytes.</param>
    public void PresentCard(ImmutableArray<byte> uid, int reader = 1)
    {
        if (!CardUid.MayHave(uid.Length)) throw new SimulationRefusedException($"A card's UID has 4, 7 or 10 bytes, not {uid.Length}.");
        lock (_gate)
        {
            NeedPower();
            if (reader < 1 || reader > Facts.Readers) throw new SimulationRefusedException($"There is no reader {reader}.");
            Raise(new CardSeen(Stamp, reader, new CardRead(uid, "ISO14443A", uid.Length == 4 && uid[0] == 0x08)));
        }
    }

    public void PressStartButton(int connector) => Do(connector, _ =>
    {
        NeedPower();
        Raise(new StartButtonPressed(Stamp, connector));
    });

    /// <summary>The stop button, or the only one.</summary>
    public void PressButton(int connector) => Do(connector, _ =>
    {
        NeedPower();
        Raise(new StopButtonPressed(Stamp, connector));
    });

    /// <summary>Makes the bolt of a connector jam from now on, or move again.</summary>
    public void FailLock(int connector, bool fails) => Do(connector, at =>
    {
        at.LockFails = fails;
        if (fails) return;
        foreach (var fault in _faults.Where(fault => fault.Kind == FaultKind.Lock && fault.Connector == connector).ToList()) ClearFault(fault.Id);
    });

    /// <summary>Gives a meter's register another value, in Wh; 0 = the meter has begun again.</summary>
    public void SetRegister(int connector, long registerWh) => Do(connector, at =>
    {
        at.Meter.SetRegister(Now, registerWh);
        _registers?.Replace(connector, registerWh);
    });

    /// <summary>Makes a meter's register stand still while energy flows, or count again.</summary>
    public void StallMeter(int connector, bool stalls) => Do(connector, at => at.Meter.Stall(Now, stalls));

    /// <summary>Lowers what a connector can carry, or lifts that (null); mA per phase.</summary>
    public void Derate(int connector, int? milliamperes, string why) => Do(connector, at => at.Derate(milliamperes, why));

    /// <summary>Begins a fault; null as connector = the whole station.</summary>
    public HardwareFault RaiseFault(int? connector, FaultKind kind, FaultSeverity severity, string? vendorCode = null, string? info = null)
    {
        lock (_gate)
        {
            if (connector is { } number) At(number);
            var fault = new HardwareFault($"fault-{++_faultCount}", kind, severity, connector, vendorCode, info);
            _faults.Add(fault);
            if (kind == FaultKind.Meter) SetMeterQuality(connector, MeterQuality.Stale);
            Raise(new FaultRaised(Stamp, fault));
            foreach (var at in _connectors) at.Settle();
            return fault;
        }
    }

    /// <summary>Ends a fault.</summary>
    public HardwareFault ClearFault(string id)
    {
        lock (_gate)
        {
            var fault = _faults.Find(fault => fault.Id == id)
                ?? throw new SimulationRefusedException($"There is no fault {id}; there are: {string.Join(", ", _faults.Select(one => one.Id))}.");
            _faults.Remove(fault);
            if (fault.Kind == FaultKind.Meter) SetMeterQuality(fault.Connector, MeterQuality.Good);
            Raise(new FaultCleared(Stamp, fault));
            foreach (var at in _connectors) at.Settle();
            return fault;
        }
    }

    /// <summary>The electronics do not carry out the next resets they are asked for.</summary>
    public void RefuseResets(int times)
    {
        lock (_gate) _resetsToRefuse = times;
    }

    /// <summary>Somebody opens the housing, as the board's sensor sees it.</summary>
    public void Tamper(string what)
    {
        lock (_gate)
        {
            NeedPower();
            Raise(new TamperDetected(Stamp, what));
        }
    }

    /// <summary>Draws or puts back the network cable, as the board's link sensor sees it.</summary>
    public void SetLink(bool up)
    {
        lock (_gate) Raise(new LinkChanged(Stamp, up));
    }

    public SimulatedStationState Describe()
    {
        lock (_gate)
        {
            return new SimulatedStationState(
                Powered, OnReserve, _board?.Reader.Message, _board?.Reader.Text, [.. _connectors.Select(Describe)], [.. _faults]);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _board?.Die();
            _board = null;
            foreach (var timer in _timers) timer.Dispose();
            _timers.Clear();
            SaveRegisters();
            _registers?.Dispose();
        }
    }

    internal bool HasCriticalFault(int connector) => _faults.Exists(
        fault => fault.Severity == FaultSeverity.Critical && (fault.Connector is null || fault.Connector == connector));

    internal void Raise(HardwareEvent happened) => _board?.Raise(happened);

    internal bool RequestReset(ResetKind kind)
    {
        lock (_gate)
        {
            if (_resetsToRefuse > 0)
            {
                _resetsToRefuse--;
                return false;
            }
        }

        OnResetRequested?.Invoke(kind);
        return true;
    }

    /// <summary>A reading; its register is in the file before anybody is told it, so it can never be seen to fall.</summary>
    internal MeterReading Read(SimulatedConnector connector)
    {
        lock (_gate)
        {
            var reading = connector.Meter.Read(Now, Stamp);
            _registers?.Set(connector.Facts.Number, reading.RegisterWh);
            return reading;
        }
    }

    internal TimeSpan Takes(TimeSpan usual) => usual * Pace;

    internal void Schedule(TimeSpan after, Action action)
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                lock (_gate)
                {
                    if (timer is null || !_timers.Remove(timer)) return;
                    timer.Dispose();
                    action();
                }
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private void Do(int connector, Action<SimulatedConnector> act)
    {
        lock (_gate) act(At(connector));
    }

    private SimulatedConnector At(int connector) => connector >= 1 && connector <= _connectors.Length
        ? _connectors[connector - 1]
        : throw new SimulationRefusedException($"There is no connector {connector}; the station has 1 to {_connectors.Length}.");

    private void NeedPower()
    {
        if (!Powered) throw new SimulationRefusedException("The station has no power and notices nothing.");
    }

    private void Blackout()
    {
        var board = _board;
        _board = null;
        OnReserve = false;
        foreach (var connector in _connectors) connector.LosePower();
        SaveRegisters();
        if (board is null) return;
        board.Die();
        OnPowerLost?.Invoke();
    }

    private void SaveRegisters()
    {
        foreach (var connector in _connectors) Read(connector);
        _registers?.Sync();
    }

    private void SetMeterQuality(int? connector, MeterQuality quality)
    {
        foreach (var at in _connectors.Where(at => connector is null || at.Facts.Number == connector)) at.Meter.Quality = quality;
    }

    private SimulatedConnectorState Describe(SimulatedConnector at)
    {
        var meter = Read(at);
        return new SimulatedConnectorState(
            at.Facts.Number, at.Pilot, at.CableMilliamperes, at.Vehicle is not null,
            at.Vehicle is { } vehicle ? (int)Math.Min(1000, at.Meter.StoredWh * 1000 / vehicle.BatteryWh) : null,
            at.HalfwayAt, at.Lock, at.LockFails, at.InService, at.EnergyPermitted, at.ContactorClosed, at.ActivePhases,
            at.AppliedMilliamperes, at.Indicator, meter, at.Meter.Stalled);
    }
}

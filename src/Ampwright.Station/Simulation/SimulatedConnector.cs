using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>
/// One connector with its cable, its car and the board's logic for it:
/// <code>
///  car plugged ─► B ─ permit and offer ─► pilot duty ─ car thinks it over ─► C ─ contactor closes ─► current
///                 ▲                                                          │
///                 └──────────── contactor opens ◄─ car stops asking ◄────────┘ permission gone, pause, battery full
///  plug drawn, critical fault, power gone ─► contactor opens at once
/// </code>
/// Callers hold the station's lock.
/// </summary>
internal sealed class SimulatedConnector
{
    private static readonly TimeSpan ContactorTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BatteryCheck = TimeSpan.FromSeconds(15);
    private readonly SimulatedStation _station;
    private readonly List<Action> _whenOpen = [];
    private SimulatedVehicle? _vehicle;
    private PlugSide? _halfwayAt;
    private bool _carAsks;
    private bool _carThinks;
    private bool _contactorMoves;
    private PilotState _pilotTold;

    public SimulatedConnector(SimulatedStation station, ConnectorFacts facts, SimulatedMeter meter)
    {
        (_station, Facts, Meter) = (station, facts, meter);
        if (facts.Kind == ConnectorKind.Tethered) CableMilliamperes = facts.MaxMilliamperes;
    }

    public ConnectorFacts Facts { get; }

    public SimulatedMeter Meter { get; }

    public int? CableMilliamperes { get; private set; }

    public LockState Lock { get; private set; } = LockState.Unlocked;

    public bool LockFails { get; set; }

    public bool InService { get; private set; } = true;

    public bool EnergyPermitted { get; private set; }

    public bool ContactorClosed { get; private set; }

    public int ActivePhases { get; private set; }

    public CurrentOffer Offer { get; private set; } = CurrentOffer.Unlimited;

    public int? DeratingMilliamperes { get; private set; }

    public IndicatorState? Indicator { get; set; }

    public PlugSide? HalfwayAt => _halfwayAt;

    public SimulatedVehicle? Vehicle => _vehicle;

    public bool PlugInSocket => CableMilliamperes is not null && _halfwayAt != PlugSide.Station;

    /// <summary>What the board makes of the offer: mA per phase, 0 = paused.</summary>
    public int AppliedMilliamperes
    {
        get
        {
            var most = Math.Min(Facts.MaxMilliamperes, Math.Min(CableMilliamperes ?? int.MaxValue, DeratingMilliamperes ?? int.MaxValue));
            var applied = Math.Min(Offer.Milliamperes ?? int.MaxValue, most);
            return applied < Facts.MinMilliamperes ? 0 : applied;
        }
    }

    public int AppliedPhases => Math.Min(Facts.Phases, Offer.Phases ?? Facts.Phases);

    public PilotState Pilot => !InService ? PilotState.F
        : !PlugInSocket || _vehicle is null ? PilotState.A
        : _carAsks ? PilotState.C : PilotState.B;

    private bool Duty => InService && EnergyPermitted && AppliedMilliamperes > 0 && _station.Powered && !_station.OnReserve
        && !_station.HasCriticalFault(Facts.Number);

    private bool CarWants => Duty && PlugInSocket && _vehicle is not null && _halfwayAt is null && _vehicle.Appetite(Meter.StoredWh) > 0;

    public void PlugCable(int milliamperes, bool halfway)
    {
        if (Facts.Kind == ConnectorKind.Tethered)
            throw new SimulationRefusedException($"Connector {Facts.Number} has a fixed cable; only its vehicle side can be plugged.");
        if (PlugInSocket) throw new SimulationRefusedException($"There is a cable in connector {Facts.Number} already.");
        CableMilliamperes = milliamperes;
        _halfwayAt = halfway ? PlugSide.Station : _halfwayAt == PlugSide.Station ? null : _halfwayAt;
        _station.Raise(new CableChanged(_station.Stamp, Facts.Number, milliamperes));
        Settle();
    }

    public void PlugVehicle(SimulatedVehicle vehicle, bool halfway)
    {
        if (_vehicle is not null && _halfwayAt != PlugSide.Vehicle)
            throw new SimulationRefusedException($"A vehicle is connected to connector {Facts.Number} already.");
        if (_vehicle is null) Meter.StoredWh = vehicle.BatteryWh * (vehicle.ChargePermille / 1000.0);
        _vehicle = vehicle;
        _halfwayAt = halfway ? PlugSide.Vehicle : _halfwayAt == PlugSide.Vehicle ? null : _halfwayAt;
        Settle();
    }

    public void UnplugCable()
    {
        if (Facts.Kind == ConnectorKind.Tethered)
            throw new SimulationRefusedException($"Connector {Facts.Number} has a fixed cable; only its vehicle side can be unplugged.");
        if (CableMilliamperes is null) throw new SimulationRefusedException($"There is no cable in connector {Facts.Number}.");
        if (Lock != LockState.Unlocked)
            throw new SimulationRefusedException($"The cable is locked in connector {Facts.Number}; it comes out once the station unlocks it.");
        CableMilliamperes = null;
        if (_halfwayAt == PlugSide.Station) _halfwayAt = null;
        _station.Raise(new CableChanged(_station.Stamp, Facts.Number, null));
        Settle();
    }

    public void UnplugVehicle()
    {
        if (_vehicle is null) throw new SimulationRefusedException($"No vehicle is connected to connector {Facts.Number}.");
        _vehicle = null;
        if (_halfwayAt == PlugSide.Vehicle) _halfwayAt = null;
        Settle();
    }

    /// <summary>Runs <paramref name="done"/> once the contactor is open, or at once when it is.</summary>
    public void Permit(bool permitted, Action done)
    {
        EnergyPermitted = permitted;
        if (permitted || !ContactorClosed) done();
        else _whenOpen.Add(done);
        Settle();
    }

    public void SetOffer(CurrentOffer offer)
    {
        Offer = offer;
        Settle();
    }

    public void Derate(int? milliamperes, string why)
    {
        DeratingMilliamperes = milliamperes;
        _station.Raise(new DeratingChanged(_station.Stamp, Facts.Number, milliamperes, why));
        Settle();
    }

    public void SetInService(bool inService)
    {
        InService = inService;
        Settle();
    }

    /// <summary>Moves the bolt; false when it jams.</summary>
    public bool MoveBolt(LockState to)
    {
        if (Lock == to) return true;
        if (LockFails || _halfwayAt == PlugSide.Station) return false;
        Lock = to;
        _station.Raise(new LockChanged(_station.Stamp, Facts.Number, to));
        return true;
    }

    /// <summary>The board lost power or starts anew: nothing is permitted any more. The bolt keeps its place.</summary>
    public void LosePower()
    {
        if (ContactorClosed) MoveContactor(closed: false);
        EnergyPermitted = false;
        Offer = CurrentOffer.Unlimited;
        InService = true;
        Indicator = null;
        Settle();
        _pilotTold = Pilot;
    }

    /// <summary>Brings the circuit in line after anything changed.</summary>
    public void Settle()
    {
        if (_vehicle is null) _carAsks = false;
        if (_carAsks != CarWants) LetTheCarThink();
        if (Pilot != _pilotTold)
        {
            _pilotTold = Pilot;
            _station.Raise(new PilotChanged(_station.Stamp, Facts.Number, Pilot));
        }

        var mayClose = Duty && Pilot == PilotState.C;
        var mustOpen = Pilot != PilotState.C || !_station.Powered || _station.OnReserve || _station.HasCriticalFault(Facts.Number);
        if (ContactorClosed && mustOpen) MoveContactor(closed: false);
        else if (!ContactorClosed && mayClose) CloseContactorSoon();
        else if (ContactorClosed && ActivePhases != AppliedPhases) MoveContactor(closed: true);
        Meter.Change(_station.Now, ContactorClosed && _vehicle is not null && AppliedMilliamperes > 0
            ? new SimulatedMeter.Draw(
                Math.Min(AppliedMilliamperes, _vehicle.MaxMilliamperes), Math.Min(ActivePhases, _vehicle.Phases), _vehicle)
            : SimulatedMeter.Draw.None);
    }

    // A car answers after a while of its own: seconds to begin, less to stop. A battery that is full shows only when it is looked at.
    private void LetTheCarThink()
    {
        if (_carThinks) return;
        _carThinks = true;
        var patience = _station.Random.Next(1000);
        _station.Schedule(_station.Takes(TimeSpan.FromMilliseconds(CarWants ? 800 + (2 * patience) : 200 + (patience / 2))), () =>
        {
            _carThinks = false;
            _carAsks = CarWants;
            Settle();
        });
    }

    private void CloseContactorSoon()
    {
        if (_contactorMoves) return;
        _contactorMoves = true;
        _station.Schedule(_station.Takes(ContactorTime), () =>
        {
            _contactorMoves = false;
            if (Duty && Pilot == PilotState.C && !ContactorClosed)
            {
                MoveContactor(closed: true);
                _station.Schedule(BatteryCheck, CheckBattery);
            }

            Settle();
        });
    }

    private void CheckBattery()
    {
        if (!ContactorClosed) return;
        Meter.RunTo(_station.Now);
        Settle();
        _station.Schedule(BatteryCheck, CheckBattery);
    }

    private void MoveContactor(bool closed)
    {
        ContactorClosed = closed;
        ActivePhases = closed ? AppliedPhases : 0;
        _station.Raise(new ContactorChanged(_station.Stamp, Facts.Number, closed, ActivePhases));
        if (closed) return;
        foreach (var done in _whenOpen) done();
        _whenOpen.Clear();
    }
}

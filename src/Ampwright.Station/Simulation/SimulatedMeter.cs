using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>
/// The meter of one connector and the physics in front of it. Time runs in slots of one second from the last change of the circuit; within
/// a slot everything is constant, so energy is exactly the sum of power times time and does not depend on when somebody looks.
/// </summary>
/// <remarks>Callers hold the station's lock; instants are <see cref="TimeSpan.Ticks"/> since the simulation began.</remarks>
/// <param name="haste">How many times as much as flowed the register counts.</param>
internal sealed class SimulatedMeter(Mains mains, int phases, int number, long registerWh, int haste = 1)
{
    private const long Slot = TimeSpan.TicksPerSecond;

    /// <summary>Milliwatts times ticks that make one watt-hour.</summary>
    private const long WattHour = 3_600_000L * TimeSpan.TicksPerSecond;

    /// <summary>How fast a car's charger follows a new current, mA per second.</summary>
    private const int RampMilliamperes = 4_000;

    /// <summary>What of the energy taken from the mains gets into the battery.</summary>
    private const double ChargerEfficiency = 0.92;

    private const double HeatingSeconds = 600;
    private const double MaxHeating = 24_000;
    private readonly PhaseReading[] _phases = new PhaseReading[phases];
    private long _slotStart;
    private long _remainder;
    private long _power;
    private double _milliamperes;
    private double _heating;
    private Draw _draw = Draw.None;

    public long RegisterWh { get; private set; } = registerWh;

    /// <summary>What is in the battery of the car that charges now, Wh.</summary>
    public double StoredWh { get; set; }

    public MeterQuality Quality { get; set; }

    /// <summary>It measures what flows, but its register stands still.</summary>
    public bool Stalled { get; private set; }

    /// <summary>The register stands still from now on, or counts again; what flowed meanwhile is in no register.</summary>
    public void Stall(long now, bool stalls)
    {
        Change(now, _draw);
        Stalled = stalls;
    }

    /// <summary>The register shows another value from now on, as in a meter that was exchanged or has begun at 0 again.</summary>
    public void SetRegister(long now, long registerWh)
    {
        Change(now, _draw);
        (RegisterWh, _remainder) = (registerWh, 0);
    }

    /// <summary>The circuit changes now: another current is offered, the contactor moves, a car comes or goes.</summary>
    public void Change(long now, Draw draw)
    {
        RunTo(now);
        Count(now - _slotStart);
        _slotStart = now;
        if (draw.Milliamperes == 0) _milliamperes = 0;
        _draw = draw;
        Begin();
    }

    public void RunTo(long now)
    {
        if (_draw.Milliamperes == 0)
        {
            // Nothing flows: skip to the present at once.
            var idle = (now - _slotStart) / Slot;
            _heating *= Math.Exp(-idle / HeatingSeconds);
            _slotStart += idle * Slot;
            if (idle > 0) Begin();
            return;
        }

        while (now - _slotStart >= Slot)
        {
            Count(Slot);
            _slotStart += Slot;
            var target = _draw.Milliamperes * (_draw.Vehicle?.Appetite(StoredWh) ?? 0);
            _milliamperes += Math.Clamp(target - _milliamperes, -RampMilliamperes, RampMilliamperes);
            _heating += ((MaxHeating * Math.Pow(_milliamperes / 32_000, 2)) - _heating) * (1 - Math.Exp(-1 / HeatingSeconds));
            Begin();
        }
    }

    public MeterReading Read(long now, long stamp)
    {
        RunTo(now);
        var second = _slotStart / Slot;
        return new MeterReading(
            stamp, RegisterWh + ((_remainder + (Stalled ? 0 : _power * (now - _slotStart) * haste)) / WattHour), [.. _phases], _power, mains.Millihertz(second),
            mains.AmbientMillicelsius(second) + (int)_heating, Quality);
    }

    /// <summary>Measures the slot that begins.</summary>
    private void Begin()
    {
        var second = _slotStart / Slot;
        _power = 0;
        for (var phase = 0; phase < phases; phase++)
        {
            var ripple = 1 + (0.002 * mains.Noise(second, (100 * number) + phase));
            var milliamperes = phase < _draw.Phases ? (int)(_milliamperes * ripple) : 0;
            var millivolts = mains.Millivolts(second, phase, milliamperes);
            var factor = milliamperes == 0 ? 1000 : Math.Min(999, 975 + (milliamperes * 20 / 32_000) + (int)(2 * mains.Noise(second, (100 * number) + 10)));
            var power = ((long)millivolts * milliamperes * factor + 500_000) / 1_000_000;
            _phases[phase] = new PhaseReading(millivolts, milliamperes, power, factor);
            _power += power;
        }
    }

    private void Count(long ticks)
    {
        if (!Stalled)
        {
            _remainder += _power * ticks * haste;
            RegisterWh += _remainder / WattHour;
            _remainder %= WattHour;
        }

        StoredWh += _power * ticks / (double)WattHour * ChargerEfficiency;
    }

    /// <summary>What could flow: the current that both sides allow, mA per phase, and the phases both have.</summary>
    internal readonly record struct Draw(int Milliamperes, int Phases, SimulatedVehicle? Vehicle)
    {
        public static Draw None => new(0, 0, null);
    }
}

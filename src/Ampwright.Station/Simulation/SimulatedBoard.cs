using System.Threading.Channels;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

/// <summary>The electronics of a simulated station for one life: from power on to power off.</summary>
internal sealed class SimulatedBoard : IStationPort, IHostPort, IIndicatorPort
{
    private readonly SimulatedStation _station;
    private readonly Channel<HardwareEvent> _events = Channel.CreateUnbounded<HardwareEvent>();
    private TimeSpan _clockOffset;

    public SimulatedBoard(SimulatedStation station, BootCause cause)
    {
        (_station, BootCause) = (station, cause);
        Firmware = station.Firmware?.PowerOn();
        Facts = Firmware is SimulatedFirmwareSlots slots ? station.Facts with { FirmwareVersion = slots.RunningVersion } : station.Facts;
        Connectors = [.. station.Connectors.Select(connector => new SimulatedConnectorPort(station, this, connector))];
        Reader = new SimulatedReader();
    }

    public StationFacts Facts { get; }

    public IFirmwarePort? Firmware { get; }

    public IReadOnlyList<IConnectorPort> Connectors { get; }

    public SimulatedReader Reader { get; }

    public IReadOnlyList<IReaderPort> Readers => Facts.Readers == 0 ? [] : [Reader];

    public IIndicatorPort Indicators => this;

    public IHostPort Host => this;

    public ChannelReader<HardwareEvent> Events => _events.Reader;

    public BootCause BootCause { get; }

    /// <summary>The simulated host keeps the time of its time provider.</summary>
    public bool ClockTrusted => true;

    public DateTimeOffset UtcNow => _station.Time.GetUtcNow() + _clockOffset;

    public bool Dead { get; private set; }

    public StationSnapshot ReadSnapshot()
    {
        lock (_station.Gate)
        {
            return new StationSnapshot(
                _station.Stamp,
                [
                    .. _station.Connectors.Select(connector => new ConnectorSnapshot(
                        connector.Facts.Number, connector.Pilot, connector.CableMilliamperes, connector.Lock, connector.InService,
                        connector.EnergyPermitted, connector.ContactorClosed, connector.ActivePhases, connector.AppliedMilliamperes,
                        _station.Read(connector))),
                ],
                [.. _station.Faults]);
        }
    }

    public bool TrySetUtc(DateTimeOffset utc)
    {
        lock (_station.Gate) _clockOffset = utc - _station.Time.GetUtcNow();
        return true;
    }

    public bool Reset(ResetKind kind) => !Dead && _station.RequestReset(kind);

    public void Show(int connector, IndicatorState state)
    {
        lock (_station.Gate)
        {
            if (!Dead) _station.Connectors[connector - 1].Indicator = state;
        }
    }

    public void Raise(HardwareEvent happened) => _events.Writer.TryWrite(happened);

    /// <summary>No event comes any more, and commands under way time out.</summary>
    public void Die()
    {
        if (Dead) return;
        Dead = true;
        foreach (var connector in Connectors.Cast<SimulatedConnectorPort>()) connector.Die();
        _events.Writer.TryComplete();
    }
}

using System.Threading.Channels;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight;

/// <summary>The hardware with the recorder in between.</summary>
internal sealed class RecordedPort : IStationPort, IHostPort, IIndicatorPort
{
    private readonly RecordedLife _life;
    private readonly IStationPort _port;

    public RecordedPort(RecordedLife life, IStationPort port)
    {
        (_life, _port) = (life, port);
        Connectors = [.. port.Connectors.Select(one => new RecordedConnector(life, one))];
        Readers = [.. port.Readers.Select(one => new RecordedReader(life, one))];
        Firmware = port.Host.Firmware is { } slots ? new RecordedFirmware(life, slots) : null;
        Events = new RecordedEvents(life, port.Events);
        LastTrusted = port.Host.ClockTrusted;
    }

    public StationFacts Facts => _port.Facts;

    public IReadOnlyList<IConnectorPort> Connectors { get; }

    public IReadOnlyList<IReaderPort> Readers { get; }

    public IIndicatorPort Indicators => this;

    public IHostPort Host => this;

    public ChannelReader<HardwareEvent> Events { get; }

    public BootCause BootCause => _port.Host.BootCause;

    public IFirmwarePort? Firmware { get; }

    public DateTimeOffset UtcNow => _life.Time.GetUtcNow();

    /// <summary>What the host last said about its clock.</summary>
    public bool LastTrusted { get; private set; }

    public bool ClockTrusted
    {
        get
        {
            var trusted = _port.Host.ClockTrusted;
            if (trusted == LastTrusted) return trusted;
            LastTrusted = trusted;
            _life.Write(new FlightLine { Kind = FlightKind.ClockTrusted, On = trusted });
            return trusted;
        }
    }

    public StationSnapshot ReadSnapshot()
    {
        var snapshot = _port.ReadSnapshot();
        _life.Write(new FlightLine { Kind = FlightKind.Snapshot, Snapshot = snapshot });
        return snapshot;
    }

    public bool TrySetUtc(DateTimeOffset utc)
    {
        _life.Write(new FlightLine { Kind = FlightKind.Command, Command = "setClock", Text = utc.ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
        return _port.Host.TrySetUtc(utc);
    }

    public bool Reset(ResetKind kind)
    {
        var does = _port.Host.Reset(kind);
        _life.Write(new FlightLine { Kind = FlightKind.Command, Command = "reset", Text = kind.ToString(), On = does });
        return does;
    }

    public void Show(int connector, IndicatorState state)
    {
        _life.Write(new FlightLine { Kind = FlightKind.Command, Command = "light", Connector = connector, Text = state.ToString() });
        _port.Indicators.Show(connector, state);
    }
}

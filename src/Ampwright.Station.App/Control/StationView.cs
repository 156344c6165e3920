using Ampwright.Station.App.Hosting;
using Ampwright.Station.Board.Host;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.Control;

/// <summary>A station as the control API shows it. Units are in the names.</summary>
internal static class StationView
{
    public static object Brief(HostedStation station)
    {
        var runtime = station.Life?.Describe();
        return new
        {
            identity = station.Identity,
            model = station.Settings.Product.Model,
            powered = station.Powered,
            network = station.Network,
            connected = runtime?.Connected ?? false,
            registration = runtime?.Registration,
        };
    }

    /// <param name="since">Only trace lines with a greater number.</param>
    public static object Whole(HostedStation station, long since)
    {
        var (facts, hardware, runtime) = (station.Facts, station.DescribeHardware(), station.Life?.Describe());
        return new
        {
            identity = station.Identity,
            vendor = facts.Vendor,
            model = facts.Model,
            serialNumber = facts.SerialNumber,
            firmware = facts.FirmwareVersion,
            powered = hardware.Powered,
            onReserve = hardware.OnReserve,
            network = station.Network,
            connected = runtime?.Connected ?? false,
            registration = runtime?.Registration,
            queued = runtime?.Queued ?? 0,
            queue = runtime?.Queue,
            journal = runtime?.Journal,
            flightRecorder = station.Records ? "on" : "off",
            storage = Storage(station.StorageFault),
            hostTime = station.HostTime,
            hostClockOffsetSeconds = station.ClockOffset.TotalSeconds,
            boot = runtime?.Boot,
            status = runtime?.Status,
            reader = hardware.Reader,
            readerText = hardware.ReaderText,
            connectors = hardware.Connectors.Select(connector => Connector(
                connector, runtime?.Connectors.FirstOrDefault(one => one.Number == connector.Number))),
            faults = hardware.Faults,
            board = Board(station.Board?.Status),
            trace = station.Trace.Since(since).Select(line => new { number = line.Number, at = line.At, kind = line.Kind, text = line.Text }),
        };
    }

    private static object Connector(SimulatedConnectorState connector, ConnectorState? runtime) => new
    {
        number = connector.Number,
        status = runtime?.Status,
        errorCode = runtime?.ErrorCode,
        transaction = runtime?.Transaction,
        pilot = connector.Pilot.ToString(),
        cableAmperes = connector.CableMilliamperes / 1000m,
        vehicle = connector.VehicleConnected,
        chargePercent = connector.ChargePermille / 10m,
        halfwayAt = connector.HalfwayAt,
        @lock = connector.Lock,
        lockFails = connector.LockFails,
        inService = connector.InService,
        energyPermitted = connector.EnergyPermitted,
        contactorClosed = connector.ContactorClosed,
        activePhases = connector.ActivePhases,
        offerAmperes = connector.OfferMilliamperes / 1000m,
        limits = runtime?.Claims.Select(claim => new { source = claim.Source, amperes = claim.Amperes, why = claim.Why }),
        indicator = connector.Indicator,
        meter = Meter(connector.Meter, connector.MeterStalled),
    };

    private static object? Board(BoardStatus? status) => status is null ? null : new
    {
        state = status.State,
        trouble = status.Trouble,
        maker = status.Board?.Maker,
        model = status.Board?.Model,
        serialNumber = status.Board?.SerialNumber,
        firmware = status.Board?.Firmware,
        failSafeSeconds = status.FailSafe?.TotalSeconds,
        missedLines = status.MissedLines,
        badLines = status.BadLines,
    };

    private static object? Storage(StorageFault fault) =>
        fault.Present is ({ } error, var calls) ? new { fails = error, callsLeft = calls } : null;

    private static object Meter(MeterReading meter, bool stalled) => new
    {
        stalled,
        registerWh = meter.RegisterWh,
        powerWatts = meter.PowerMilliwatts / 1000m,
        frequencyHertz = meter.FrequencyMillihertz / 1000m,
        temperatureCelsius = meter.TemperatureMillicelsius / 1000m,
        quality = meter.Quality,
        phases = meter.Phases.Select(phase => new
        {
            volts = phase.Millivolts / 1000m,
            amperes = phase.Milliamperes / 1000m,
            watts = phase.PowerMilliwatts / 1000m,
            powerFactor = phase.PowerFactorPermille / 1000m,
        }),
    };
}

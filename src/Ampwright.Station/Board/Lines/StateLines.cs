using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Lines;

/// <summary>The lines that tell how things are: <c>state</c>, <c>meter</c> and <c>fault</c>.</summary>
internal static class StateLines
{
    public static BoardLine State(long stamp, ConnectorSnapshot at) => new BoardLine("state")
        .With("t", stamp).With("c", at.Number).With("pilot", $"{at.Pilot}").With("cable", at.CableMilliamperes is { } carries ? $"{carries}" : "none")
        .With("lock", $"{at.Lock}").With("service", at.InService).With("permit", at.EnergyPermitted).With("contactor", at.ContactorClosed)
        .With("phases", at.ActivePhases).With("offer", at.OfferMilliamperes);

    /// <summary>Reads a state line; its meter is the caller's, as the <c>meter</c> line told it.</summary>
    public static ConnectorSnapshot State(BoardLine line, MeterReading meter) => new(
        line.Connector(), line.Choice<PilotState>("pilot"), line.Current("cable", "none"), line.Choice<LockState>("lock"), line.Flag("service"),
        line.Flag("permit"), line.Flag("contactor"), line.Int("phases", 0, 3), line.Int("offer", 0, LineFields.GreatestCurrent), meter);

    public static BoardLine Meter(long stamp, int connector, MeterReading reading) => new BoardLine("meter")
        .With("t", stamp).With("c", connector).With("wh", reading.RegisterWh)
        .With("u", Join(reading, phase => phase.Millivolts)).With("i", Join(reading, phase => phase.Milliamperes))
        .With("p", Join(reading, phase => phase.PowerMilliwatts)).With("pf", Join(reading, phase => phase.PowerFactorPermille))
        .With("w", reading.PowerMilliwatts).With("f", reading.FrequencyMillihertz).With("temp", reading.TemperatureMillicelsius)
        .With("quality", $"{reading.Quality}");

    /// <param name="stamp">The host's stamp of the reading.</param>
    public static MeterReading Meter(BoardLine line, long stamp)
    {
        var (volts, amperes, power, factor) = (line.PerPhase("u"), line.PerPhase("i"), line.PerPhase("p"), line.PerPhase("pf"));
        if (amperes.Length != volts.Length || power.Length != volts.Length || factor.Length != volts.Length)
            throw new LineContentException("A meter line has not as many phases in u, i, p and pf.");
        return new MeterReading(
            stamp, line.Number("wh", 0, long.MaxValue / 1000),
            [.. volts.Select((_, at) => new PhaseReading((int)volts[at], (int)amperes[at], power[at], (int)factor[at]))],
            line.Number("w", int.MinValue, int.MaxValue), line.Int("f", 0, 1_000_000), line.Int("temp", -300_000, 1_000_000), line.Choice<MeterQuality>("quality"));
    }

    /// <param name="verb"><c>fault</c> for one that stands, <c>raised</c> or <c>cleared</c> for news.</param>
    public static BoardLine Fault(string verb, long stamp, HardwareFault fault)
    {
        var line = new BoardLine(verb).With("t", stamp).WithText("id", fault.Id).With("kind", $"{fault.Kind}").With("severity", $"{fault.Severity}");
        if (fault.Connector is { } connector) line.With("c", connector);
        return line.WithText("code", fault.VendorCode).WithText("info", fault.Info);
    }

    public static HardwareFault Fault(BoardLine line)
    {
        var id = line.Text("id") is { Length: > 0 } text ? text : throw new LineContentException("A fault without an id.");
        return new HardwareFault(
            id, line.Choice<FaultKind>("kind"), line.Choice<FaultSeverity>("severity"), line["c"] is null ? null : line.Connector(),
            Short(line.Text("code")), Short(line.Text("info")));
    }

    private static string Join(MeterReading reading, Func<PhaseReading, long> value) => string.Join(',', reading.Phases.Select(value));

    private static string? Short(string? text) => text is { Length: > 50 } ? text[..50] : text;
}

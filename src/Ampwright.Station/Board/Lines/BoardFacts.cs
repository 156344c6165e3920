using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Lines;

/// <summary>
/// What a board is and can do, as its <c>board</c>, <c>supply</c> and <c>connector</c> lines tell it.
/// </summary>
/// <param name="MainsVolts">Nominal voltage between a phase and neutral, V.</param>
/// <param name="Phases">Phases of the supply.</param>
/// <param name="MaxMilliamperes">What the supply carries per phase, mA.</param>
/// <param name="Quantities">What the meter of each connector measures, in the order of the connectors.</param>
internal sealed record BoardFacts(
    BoardPlate Plate,
    int MainsVolts,
    int Phases,
    int MaxMilliamperes,
    int Readers,
    IReadOnlyList<ConnectorFacts> Connectors,
    IReadOnlyList<IReadOnlySet<MeterQuantity>> Quantities)
{
    public const int MostConnectors = 32;
    public const int MostReaders = 4;

    public static BoardFacts Of(IStationPort port, BoardPlate plate) => new(
        plate, port.Facts.MainsVolts, port.Facts.Phases, port.Facts.MaxMilliamperes, port.Facts.Readers,
        port.Facts.Connectors, [.. port.Connectors.Select(connector => connector.Meter.Quantities)]);

    /// <summary>How this board differs from what a product is declared to have; null = it fits.</summary>
    public string? DifferenceFrom(StationFacts declared)
    {
        if (Connectors.Count != declared.Connectors.Count) return $"it has {Connectors.Count} connectors, declared are {declared.Connectors.Count}";
        if (Readers != declared.Readers) return $"it has {Readers} card readers, declared are {declared.Readers}";
        if (MainsVolts != declared.MainsVolts) return $"it is made for {MainsVolts} V, declared are {declared.MainsVolts}";
        if (MaxMilliamperes < declared.MaxMilliamperes) return $"its supply carries {MaxMilliamperes} mA, declared are {declared.MaxMilliamperes}";
        foreach (var (has, wanted) in Connectors.Zip(declared.Connectors))
        {
            if (has.Kind != wanted.Kind || has.HasLock != wanted.HasLock || has.Phases != wanted.Phases)
                return $"connector {has.Number} is {Words(has)}, declared is {Words(wanted)}";
            if (has.MaxMilliamperes < wanted.MaxMilliamperes)
                return $"connector {has.Number} carries {has.MaxMilliamperes} mA, declared are {wanted.MaxMilliamperes}";
        }

        return null;
    }

    public IEnumerable<BoardLine> ToLines()
    {
        yield return new BoardLine("board")
            .WithText("maker", Plate.Maker).WithText("model", Plate.Model).WithText("serial", Plate.SerialNumber)
            .WithText("firmware", Plate.Firmware);
        yield return new BoardLine("supply")
            .With("volts", MainsVolts).With("phases", Phases).With("max", MaxMilliamperes).With("readers", Readers)
            .With("connectors", Connectors.Count);
        foreach (var (one, quantities) in Connectors.Zip(Quantities))
        {
            yield return new BoardLine("connector")
                .With("c", one.Number).With("kind", $"{one.Kind}").WithText("plug", one.PlugType).With("lock", one.HasLock)
                .With("feedback", one.LockFeedback).With("phases", one.Phases).With("switching", $"{one.PhaseSwitching}")
                .With("min", one.MinMilliamperes).With("max", one.MaxMilliamperes)
                .With("measures", string.Join(',', quantities.Order()));
        }
    }

    /// <summary>Puts the lines of one description together.</summary>
    /// <exception cref="LineContentException">They are not whole.</exception>
    public static BoardFacts From(IReadOnlyList<BoardLine> lines)
    {
        var board = lines.FirstOrDefault(line => line.Verb == "board") ?? throw new LineContentException("The description lacks its board line.");
        var supply = lines.FirstOrDefault(line => line.Verb == "supply") ?? throw new LineContentException("The description lacks its supply line.");
        var connectors = lines.Where(line => line.Verb == "connector").ToList();
        if (connectors.Count != supply.Int("connectors", 1, MostConnectors))
            throw new LineContentException($"The description has {connectors.Count} connector lines, not as many as its supply line says.");
        for (var index = 0; index < connectors.Count; index++)
        {
            if (connectors[index].Connector() != index + 1) throw new LineContentException("The connectors do not count from 1 without gaps.");
        }

        return new BoardFacts(
            new BoardPlate(board.Text("maker") ?? "", board.Text("model") ?? "", board.Text("serial") ?? "", board.Text("firmware") ?? ""),
            supply.Int("volts", 1, 1_000), supply.Int("phases", 1, 3), supply.Int("max", 1, LineFields.GreatestCurrent),
            supply.Int("readers", 0, MostReaders), [.. connectors.Select(ConnectorOf)], [.. connectors.Select(QuantitiesOf)]);
    }

    private static ConnectorFacts ConnectorOf(BoardLine line) => new(
        line.Connector(), line.Choice<ConnectorKind>("kind"), line.Text("plug") ?? "", line.Flag("lock"), line.Flag("feedback"),
        line.Int("phases", 1, 3), line.Choice<PhaseSwitching>("switching"), line.Int("min", 0, LineFields.GreatestCurrent),
        line.Int("max", 1, LineFields.GreatestCurrent));

    private static IReadOnlySet<MeterQuantity> QuantitiesOf(BoardLine line)
    {
        var quantities = new HashSet<MeterQuantity>();
        foreach (var name in line.Need("measures").Split(','))
        {
            // What a newer board measures beyond these is of no use here.
            if (Enum.TryParse<MeterQuantity>(name, out var quantity) && $"{quantity}" == name) quantities.Add(quantity);
        }

        return quantities.Contains(MeterQuantity.EnergyRegister) ? quantities : throw new LineContentException("A meter without EnergyRegister.");
    }

    private static string Words(ConnectorFacts one) =>
        $"a {(one.Kind == ConnectorKind.Socket ? "socket" : "fixed cable")} with {one.Phases} phases {(one.HasLock ? "and" : "without")} a lock";
}

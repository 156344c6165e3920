using System.Text;
using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Board;

/// <summary>What each line carries: written by one side, read by the other.</summary>
public sealed class LineContentTests
{
    private static readonly HardwareFault Fault = new("f-1", FaultKind.GroundFault, FaultSeverity.Critical, 2, "RCD", "30 mA, tripped");

    [Fact]
    public void Every_event_of_the_port_is_read_as_it_was_written()
    {
        HardwareEvent[] all =
        [
            new PilotChanged(5, 1, PilotState.C), new CableChanged(5, 1, 32_000), new CableChanged(5, 2, null), new ContactorChanged(5, 1, true, 3),
            new LockChanged(5, 1, LockState.Unknown), new DeratingChanged(5, 1, 10_000, "too warm"), new DeratingChanged(5, 1, null, ""),
            new StartButtonPressed(5, 1), new StopButtonPressed(5, 2), new CardSeen(5, 1, new CardRead([4, 0xA1, 0xB2, 0xC3], "ISO14443A", true)), new FaultRaised(5, Fault),
            new FaultCleared(5, Fault with { Connector = null, VendorCode = null, Info = null }), new MainsFailing(5, TimeSpan.FromSeconds(4)), new MainsBack(5),
            new TamperDetected(5, "service door"), new LinkChanged(5, Up: false),
        ];
        // A kind of event that has no line would be lost without a word.
        var kinds = typeof(HardwareEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(HardwareEvent));
        Assert.Equal(kinds.OrderBy(kind => kind.Name), all.Select(one => one.GetType()).Distinct().OrderBy(kind => kind.Name));
        foreach (var happened in all)
        {
            var read = EventLines.Read(Travel(EventLines.Write(happened, 42)), 5);
            if (happened is CardSeen card) Assert.Equal(card.Card.Uid, Assert.IsType<CardSeen>(read).Card.Uid.AsEnumerable());
            else Assert.Equal(happened, read);
        }
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void A_board_is_read_as_it_described_itself(string preset)
    {
        using var station = new SimulatedStation(ProductProfileReader.Read(preset).FactsFor("CP-1"), 7, new ManualTimeProvider());
        var port = station.PowerOn(BootCause.Power);
        var written = BoardFacts.Of(port, BoardWire.Plate);
        var read = BoardFacts.From([.. written.ToLines().Select(Travel)]);
        Assert.Equal(written.Plate, read.Plate);
        Assert.Equal(written.Connectors, read.Connectors);
        Assert.Equal((written.MainsVolts, written.Phases, written.MaxMilliamperes, written.Readers), (read.MainsVolts, read.Phases, read.MaxMilliamperes, read.Readers));
        Assert.All(read.Quantities, quantities => Assert.Equal(port.Connectors[0].Meter.Quantities.Order(), quantities.Order()));
        Assert.Null(read.DifferenceFrom(port.Facts));
    }

    [Fact]
    public void State_meter_and_faults_are_read_as_they_were_written()
    {
        var meter = new MeterReading(9, 123_456, [new(230_100, 16_000, 3_600_000, 978), new(229_000, 0, 0, 1000)], 3_600_000, 50_010, -5_500, MeterQuality.Stale);
        var read = StateLines.Meter(Travel(StateLines.Meter(42, 1, meter)), 9);
        Assert.Equal(meter.Phases, read.Phases);
        Assert.Equal(meter with { Phases = read.Phases }, read);
        var state = new ConnectorSnapshot(2, PilotState.F, null, LockState.Locked, InService: false, EnergyPermitted: true, ContactorClosed: true, 1, 6_000, read);
        Assert.Equal(state, StateLines.State(Travel(StateLines.State(42, state)), read));
        Assert.Equal(Fault, StateLines.Fault(Travel(StateLines.Fault("fault", 42, Fault))));
    }

    [Theory]
    [InlineData("pilot t=1 c=1")]
    [InlineData("pilot t=1 c=1 state=G")]
    [InlineData("pilot t=1 c=1 state=2")]
    [InlineData("pilot t=1 c=0 state=A")]
    [InlineData("pilot t=1 c=33 state=A")]
    [InlineData("contactor t=1 c=1 closed=2 phases=3")]
    [InlineData("contactor t=1 c=1 closed=1 phases=4")]
    [InlineData("cable t=1 c=1 ma=-1")]
    [InlineData("cable t=1 c=1 ma=1000001")]
    [InlineData("card t=1 r=1 uid=04A1B2 tech=X random=0")]
    [InlineData("card t=1 r=1 uid=04a1b2c3 tech=X random=0")]
    [InlineData("card t=1 r=5 uid=04A1B2C3 tech=X random=0")]
    [InlineData("raised t=1 kind=Lock severity=Critical")]
    [InlineData("mains t=1 up=0")]
    public void An_event_with_a_wrong_content_is_refused(string body) =>
        Assert.Throws<LineContentException>(() => EventLines.Read(Parse(body), 0));

    [Theory]
    [InlineData("has 1 connectors")]
    [InlineData("2 card readers", "supply", "readers", "2")]
    [InlineData("110 V", "supply", "volts", "110")]
    [InlineData("supply carries 10000 mA", "supply", "max", "10000")]
    [InlineData("without a lock", "connector", "lock", "0")]
    [InlineData("fixed cable", "connector", "kind", "Tethered")]
    [InlineData("with 1 phases", "connector", "phases", "1")]
    [InlineData("carries 16000 mA", "connector", "max", "16000")]
    public void A_board_that_is_not_what_is_declared_is_named_with_its_difference(string named, string? verb = null, string? field = null, string? value = null)
    {
        using var station = new SimulatedStation(ProductProfileReader.Read("full").FactsFor("CP-1"), 7, new ManualTimeProvider());
        var port = station.PowerOn(BootCause.Power);
        var lines = BoardFacts.Of(port, BoardWire.Plate).ToLines().ToList();
        var has = verb is null
            ? BoardFacts.From([lines[0], Changed(lines[1], "connectors", "1"), lines[2]])
            : BoardFacts.From([.. lines.Select(line => line.Verb == verb ? Changed(line, field!, value!) : line)]);
        Assert.Contains(named, has.DifferenceFrom(port.Facts), StringComparison.Ordinal);
    }

    private static BoardLine Changed(BoardLine line, string field, string value)
    {
        var changed = new BoardLine(line.Verb);
        foreach (var (name, old) in line.Fields) changed.With(name, name == field ? value : old);
        return changed;
    }

    private static BoardLine Travel(BoardLine line)
    {
        line.Number = 1;
        Assert.Null(BoardLine.TryRead(line.ToBytes().AsSpan()[..^1], out var read));
        return read!;
    }

    private static BoardLine Parse(string body)
    {
        body = "1 " + body;
        Assert.Null(BoardLine.TryRead(Encoding.ASCII.GetBytes($"{body}*{JournalFrame.Crc32C(Encoding.ASCII.GetBytes(body), []):X8}"), out var line));
        return line!;
    }
}

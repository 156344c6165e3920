using System.Collections.Immutable;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Lines;

/// <summary>The lines that tell what happened. To add one: a case in each of the two methods, a row in docs/board.md.</summary>
internal static class EventLines
{
    private const int LongestHoldUp = 86_400_000;

    /// <param name="stamp">The board's stamp of the event, µs.</param>
    public static BoardLine Write(HardwareEvent happened, long stamp) => happened switch
    {
        PilotChanged pilot => On("pilot", stamp, pilot.Connector).With("state", $"{pilot.Pilot}"),
        CableChanged cable => On("cable", stamp, cable.Connector).With("ma", Or(cable.CableMilliamperes, "none")),
        ContactorChanged contactor => On("contactor", stamp, contactor.Connector).With("closed", contactor.Closed).With("phases", contactor.Phases),
        LockChanged bolt => On("bolt", stamp, bolt.Connector).With("state", $"{bolt.Lock}"),
        DeratingChanged derating => On("derate", stamp, derating.Connector).With("ma", Or(derating.Milliamperes, "none")).WithText("why", derating.Why),
        StartButtonPressed button => On("startbutton", stamp, button.Connector),
        StopButtonPressed button => On("button", stamp, button.Connector),
        CardSeen card => new BoardLine("card").With("t", stamp).With("r", card.Reader).With("uid", Convert.ToHexString(card.Card.Uid.AsSpan()))
            .WithText("tech", card.Card.Technology).With("random", card.Card.RandomUid),
        FaultRaised raised => StateLines.Fault("raised", stamp, raised.Fault),
        FaultCleared cleared => StateLines.Fault("cleared", stamp, cleared.Fault),
        MainsFailing failing => new BoardLine("mains").With("t", stamp).With("up", value: false)
            .With("reserve", Math.Clamp((long)failing.HoldUp.TotalMilliseconds, 0, LongestHoldUp)),
        MainsBack => new BoardLine("mains").With("t", stamp).With("up", value: true),
        TamperDetected tamper => new BoardLine("tamper").With("t", stamp).WithText("what", tamper.What),
        LinkChanged link => new BoardLine("network").With("t", stamp).With("up", link.Up),
        _ => throw new InvalidOperationException($"There is no line for {happened.GetType().Name}."),
    };

    /// <param name="stamp">The host's stamp of the event.</param>
    /// <returns>Null for a line that is no event.</returns>
    /// <exception cref="LineContentException">It is one, with a wrong content.</exception>
    public static HardwareEvent? Read(BoardLine line, long stamp) => line.Verb switch
    {
        "pilot" => new PilotChanged(stamp, line.Connector(), line.Choice<PilotState>("state")),
        "cable" => new CableChanged(stamp, line.Connector(), line.Current("ma", "none")),
        "contactor" => new ContactorChanged(stamp, line.Connector(), line.Flag("closed"), line.Int("phases", 0, 3)),
        "bolt" => new LockChanged(stamp, line.Connector(), line.Choice<LockState>("state")),
        "derate" => new DeratingChanged(stamp, line.Connector(), line.Current("ma", "none"), line.Text("why") ?? ""),
        "startbutton" => new StartButtonPressed(stamp, line.Connector()),
        "button" => new StopButtonPressed(stamp, line.Connector()),
        "card" => new CardSeen(stamp, line.Int("r", 1, BoardFacts.MostReaders), new CardRead(Uid(line), line.Text("tech") ?? "", line.Flag("random"))),
        "raised" => new FaultRaised(stamp, StateLines.Fault(line)),
        "cleared" => new FaultCleared(stamp, StateLines.Fault(line)),
        "mains" => line.Flag("up") ? new MainsBack(stamp) : new MainsFailing(stamp, TimeSpan.FromMilliseconds(line.Int("reserve", 0, LongestHoldUp))),
        "tamper" => new TamperDetected(stamp, line.Need("what")),
        "network" => new LinkChanged(stamp, line.Flag("up")),
        _ => null,
    };

    private static BoardLine On(string verb, long stamp, int connector) => new BoardLine(verb).With("t", stamp).With("c", connector);

    private static string Or(int? milliamperes, string nothing) => milliamperes is { } value ? $"{value}" : nothing;

    private static ImmutableArray<byte> Uid(BoardLine line)
    {
        var digits = line.Need("uid");
        return digits.All(char.IsAsciiHexDigitUpper) && CardUid.TryParse(digits, out var uid)
            ? uid
            : throw new LineContentException("A card's uid has 4, 7 or 10 bytes as hexadecimal digits.");
    }
}

using System.Globalization;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Lines;

/// <summary>What the host asks of the board, and the answers. To add a command: its line here, its case in the board, a row in docs/board.md.</summary>
internal static class CommandLines
{
    public const int Protocol = 1;

    public static BoardLine Hello() => new BoardLine("hello").With("protocol", Protocol);

    public static BoardLine Beat() => new("beat");

    public static BoardLine Describe() => new("describe");

    public static BoardLine Snapshot() => new("snapshot");

    public static BoardLine Reset() => new("reset");

    public static BoardLine Permit(int connector, bool permitted, TimeSpan deadline) => On("permit", connector).With("on", permitted).By(deadline);

    public static BoardLine Offer(int connector, CurrentOffer offer, TimeSpan deadline) => On("offer", connector)
        .With("ma", Or(offer.Milliamperes, "none")).With("phases", Or(offer.Phases, "all")).By(deadline);

    public static BoardLine Lock(int connector, TimeSpan deadline) => On("lock", connector).By(deadline);

    public static BoardLine Unlock(int connector, TimeSpan deadline) => On("unlock", connector).By(deadline);

    public static BoardLine Service(int connector, bool inService, TimeSpan deadline) => On("service", connector).With("on", inService).By(deadline);

    public static BoardLine Light(int connector, IndicatorState state) => On("light", connector).With("show", $"{state}");

    public static BoardLine Show(int reader, ReaderMessage message, string? text) =>
        new BoardLine("show").With("r", reader).With("message", $"{message}").WithText("text", text);

    /// <summary>The current an offer line asks for.</summary>
    public static CurrentOffer OfferOf(BoardLine line) =>
        new(line.Current("ma", "none"), line.Need("phases") == "all" ? null : line.Int("phases", 1, 3));

    /// <summary>Carried out and confirmed.</summary>
    public static BoardLine Done(uint command) => new BoardLine("done").With("n", command);

    /// <param name="why">One word.</param>
    public static BoardLine Refused(uint command, string why) => new BoardLine("refused").With("n", command).With("why", why);

    /// <summary>Not confirmed before the deadline.</summary>
    public static BoardLine Late(uint command) => new BoardLine("late").With("n", command);

    public static uint CommandOf(BoardLine answer) => (uint)answer.Number("n", 1, uint.MaxValue);

    private static BoardLine On(string verb, int connector) => new BoardLine(verb).With("c", connector);

    private static BoardLine By(this BoardLine line, TimeSpan deadline) =>
        line.With("by", Math.Clamp((long)Math.Ceiling(deadline.TotalMilliseconds), 1, LineFields.LongestDeadline));

    private static string Or(int? value, string nothing) => value is { } one ? one.ToString(CultureInfo.InvariantCulture) : nothing;
}

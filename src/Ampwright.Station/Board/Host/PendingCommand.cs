using Ampwright.Station.Board.Lines;

namespace Ampwright.Station.Board.Host;

/// <summary>A command that is not answered yet.</summary>
/// <param name="Kind">What it is about, e.g. <c>permit 1</c>: of commands of one kind only the newest is said again.</param>
/// <param name="Line">As it left.</param>
/// <param name="Finish">Takes the answer; null = none came.</param>
internal sealed record PendingCommand(uint Number, string Kind, byte[] Line, Action<BoardLine?> Finish)
{
    public long SentAt { get; set; }

    public ITimer? Deadline { get; set; }
}

using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Simulated;

/// <summary>A command that the hardware has not finished yet.</summary>
internal sealed class CommandUnderWay
{
    private readonly Func<BoardLine> _answer;

    private CommandUnderWay(Task task, Func<BoardLine> answer) => (Task, _answer) = (task, answer);

    public Task Task { get; }

    /// <summary>The answer once the task is completed.</summary>
    public BoardLine Answer() => _answer();

    public static CommandUnderWay Of(uint number, ValueTask<CommandOutcome> command) => Of(command, outcome => Line(number, outcome));

    public static CommandUnderWay Of(uint number, ValueTask<AppliedOffer> command) => Of(command, applied => applied.Outcome == CommandOutcome.Done
        ? CommandLines.Done(number).With("ma", applied.Milliamperes).With("phases", applied.Phases)
        : Line(number, applied.Outcome));

    public static CommandUnderWay Of(uint number, ValueTask<LockOutcome> command) => Of(command, outcome => outcome switch
    {
        LockOutcome.Locked or LockOutcome.Unlocked => CommandLines.Done(number),
        LockOutcome.NoCable => CommandLines.Refused(number, "nocable"),
        LockOutcome.NotSupported => CommandLines.Refused(number, "nolock"),
        LockOutcome.Jammed => CommandLines.Refused(number, "jammed"),
        _ => CommandLines.Late(number),
    });

    private static BoardLine Line(uint number, CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Done => CommandLines.Done(number),
        CommandOutcome.Refused => CommandLines.Refused(number, "state"),
        _ => CommandLines.Late(number),
    };

    private static CommandUnderWay Of<TOutcome>(ValueTask<TOutcome> command, Func<TOutcome, BoardLine> line)
    {
        var task = command.AsTask();
#pragma warning disable VSTHRD002, VSTHRD104 // Asked for only when it is there.
        return new CommandUnderWay(task, () => line(task.GetAwaiter().GetResult()));
#pragma warning restore VSTHRD002, VSTHRD104
    }
}

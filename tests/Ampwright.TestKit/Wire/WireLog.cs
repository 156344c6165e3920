using Ampwright.Ocpp.Rpc;

namespace Ampwright.TestKit.Wire;

/// <summary>Everything that went over the wire, in the order the proxy saw it.</summary>
public sealed class WireLog
{
    private readonly Lock _lock = new();
    private readonly List<WireFrame> _frames = [];

    public IReadOnlyList<WireFrame> Frames
    {
        get
        {
            lock (_lock) return [.. _frames];
        }
    }

    /// <summary>The CALLs of one action.</summary>
    public IReadOnlyList<WireFrame> Calls(string action) => [.. Frames.Where(frame => frame.IsCall(action))];

    /// <summary>The answers, results and errors, to CALLs of one action.</summary>
    public IReadOnlyList<WireFrame> Answers(string action) => [.. Frames.Where(frame => frame.IsAnswerTo(action))];

    /// <summary>The frames that strict reading refuses, each with the reason, and the CALLERRORs of either side.</summary>
    public IReadOnlyList<string> Objections =>
        [.. Frames.Where(frame => frame.Violation is not null || frame.Kind == FrameKind.CallError).Select(frame => frame.ToString())];

    public override string ToString() => string.Join('\n', Frames);

    internal WireFrame Add(int connection, Side from, byte[] message)
    {
        lock (_lock)
        {
            var frame = WireFrame.Read(connection, from, message, id => _frames.LastOrDefault(
                call => call.Kind == FrameKind.Call && call.Connection == connection && call.From != from && call.Id == id)?.Action);
            _frames.Add(frame);
            return frame;
        }
    }
}

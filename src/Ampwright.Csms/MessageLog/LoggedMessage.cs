using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.MessageLog;

/// <summary>A frame taken apart for storing: secrets masked, with what is wrong in it.</summary>
internal sealed record LoggedMessage
{
    public required DateTimeOffset At { get; init; }
    public required long StationId { get; init; }
    public required string Station { get; init; }
    public required FrameDirection Direction { get; init; }
    public required FrameKind Kind { get; init; }
    public string? Action { get; init; }
    public string? MessageId { get; init; }
    public required long Epoch { get; init; }

    /// <summary>Size on the wire, in bytes.</summary>
    public required int Bytes { get; init; }

    public required string Frame { get; init; }

    /// <summary>How many characters of a very long frame were kept; null: all.</summary>
    public int? CutAfter { get; init; }

    public IReadOnlyList<MessageFinding> Findings { get; init; } = [];

    /// <summary>Frames of the connection that were lost to pressure just before this one.</summary>
    public int LostBefore { get; init; }

    /// <summary>Takes a frame apart. Called in the order in which the frames of a connection crossed it.</summary>
    public static LoggedMessage Of(WaitingFrame waiting, int mostCharacters)
    {
        var bytes = waiting.Bytes;
        var frame = FrameReader.Read(bytes);
        var action = ActionOf(waiting, frame);
        var text = Redaction.Redact(bytes, frame.Kind != FrameKind.Unreadable, out var masked);
        var cut = text.Length > mostCharacters ? mostCharacters : (int?)null;
        return new LoggedMessage
        {
            At = waiting.At,
            StationId = waiting.Trace.StationId,
            Station = waiting.Trace.Station,
            Direction = waiting.Direction,
            Kind = frame.Kind,
            Action = action?.Replace('\0', '\uFFFD'),
            MessageId = string.IsNullOrEmpty(frame.Id) ? null : frame.Id.Replace('\0', '\uFFFD'),
            Epoch = waiting.Trace.Epoch,
            Bytes = bytes.Length,
            Frame = cut is { } length ? text[..length] : text,
            CutAfter = cut,
            Findings = waiting.Direction == FrameDirection.FromStation ? MessageFinding.Of(frame, action, bytes, quotes: !masked) : [],
            LostBefore = waiting.LostBefore,
        };
    }

    private static string? ActionOf(WaitingFrame waiting, Frame frame)
    {
        if (frame.Kind is FrameKind.CallResult or FrameKind.CallError) return waiting.Trace.ActionOf(waiting.Direction, frame.Id);
        if (frame.Kind == FrameKind.Call && frame.ActionName is { } name) waiting.Trace.Remember(waiting.Direction, frame.Id, name);
        return frame.ActionName;
    }
}

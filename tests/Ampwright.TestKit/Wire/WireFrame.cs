using Ampwright.Ocpp;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.TestKit.Wire;

/// <summary>One OCPP-J frame as it was on the wire.</summary>
/// <param name="Connection">Which connection carried it, counted from 1.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its message id.</param>
/// <param name="Action">Of a CALL its action; of an answer the action of the CALL it answers, null if there was none.</param>
/// <param name="Text">The whole frame.</param>
/// <param name="Violation">What strict reading has against it; null = nothing.</param>
public sealed record WireFrame(int Connection, Side From, FrameKind Kind, string Id, string? Action, string Text, string? Violation)
{
    public Fate Fate { get; internal set; } = Fate.Forwarded;

    public bool IsCall(string action) => Kind == FrameKind.Call && Action == action;

    public bool IsAnswerTo(string action) => Kind is FrameKind.CallResult or FrameKind.CallError && Action == action;

    /// <summary>The payload of a CALL or CALLRESULT.</summary>
    public System.Text.Json.JsonElement Payload => System.Text.Json.JsonElement.Parse(Text)[Kind == FrameKind.Call ? 3 : 2];

    public override string ToString() => $"#{Connection} {From} {(Fate == Fate.Forwarded ? "" : Fate)} {Text}{(Violation is null ? "" : $"   !! {Violation}")}";

    internal static WireFrame Read(int connection, Side from, byte[] message, Func<string, string?> actionOfCall)
    {
        var frame = FrameReader.Read(message);
        var id = frame.Id ?? "";
        var action = frame.Kind == FrameKind.Call ? frame.ActionName : actionOfCall(id);
        return new WireFrame(connection, from, frame.Kind, id, action, System.Text.Encoding.UTF8.GetString(message), Judge(frame, action, message));
    }

    private static string? Judge(Frame frame, string? action, byte[] message)
    {
        if (frame.Kind is FrameKind.Unreadable or FrameKind.UnknownMessageType) return frame.FaultText;
        if (frame.Fault is { } fault) return $"{fault}: {frame.FaultText}";
        if (frame.Kind == FrameKind.CallError) return frame.ErrorCode.IsKnown ? null : $"the error code {frame.ErrorCode} is not the standard's";
        if (action is null || Catalogue.Find(action) is not { } known) return action is null ? "answers no CALL of this connection" : $"the action {action} is not the standard's";
        try
        {
            var shape = frame.Kind == FrameKind.Call ? known.Request : known.Response;
            shape.Read(message.AsSpan(frame.PayloadStart, frame.PayloadLength), ReadMode.Strict);
            return null;
        }
        catch (OcppViolationException violation)
        {
            return $"{violation.Code} at {violation.Path}: {violation.Message}";
        }
    }
}

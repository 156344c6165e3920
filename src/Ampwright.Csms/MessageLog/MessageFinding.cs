using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.MessageLog;

/// <summary>What deviates from the standard in a frame: survived by tolerant reading, or the reason it was refused.</summary>
/// <param name="Path">Where, as <c>meterValue[0].timestamp</c>; empty for the frame as a whole.</param>
/// <param name="Kind">A <see cref="FindingKind"/>, the code of the CALLERROR that refused it, or Unreadable.</param>
/// <param name="Text">What was met, in words.</param>
internal sealed partial record MessageFinding(string Path, string Kind, string Text)
{
    /// <summary>One message with hundreds of values would else carry hundreds of times the same.</summary>
    private const int MostPerFrame = 50;

    /// <summary>The path without list positions: the same deviation in another element is the same.</summary>
    [JsonIgnore]
    public string Place => Position().Replace(Path, "[]");

    /// <param name="quotes">Whether the words may quote what was sent; not where a secret was masked.</param>
    public static IReadOnlyList<MessageFinding> Of(Frame frame, string? action, ReadOnlySpan<byte> bytes, bool quotes)
    {
        var found = Of(frame, action, bytes);
        return quotes ? found : [.. found.Select(finding => finding with { Text = "(not shown: the frame holds a secret)" })];
    }

    private static IReadOnlyList<MessageFinding> Of(Frame frame, string? action, ReadOnlySpan<byte> bytes)
    {
        if (frame.Kind is FrameKind.Unreadable or FrameKind.UnknownMessageType) return [new MessageFinding("", frame.Kind.ToString(), Words(frame.FaultText))];
        if (frame.Fault is { } fault) return [new MessageFinding("", fault.ToString(), Words(frame.FaultText))];
        if (frame.Kind == FrameKind.CallError || action is null) return [];
        if (Catalogue.Find(action) is not { } known) return [new MessageFinding("", nameof(RpcErrorCode.NotImplemented), Words($"'{action}' is not an action of OCPP 1.6"))];
        List<Finding> findings = [];
        MessageFinding? refused = null;
        try
        {
            var shape = frame.Kind == FrameKind.Call ? known.Request : known.Response;
            shape.Read(bytes.Slice(frame.PayloadStart, frame.PayloadLength), ReadMode.Tolerant, findings);
        }
        catch (OcppViolationException violation)
        {
            refused = new MessageFinding(violation.Path, violation.Code.ToString(), Words(violation.Message));
        }
        if (findings.Count == 0) return refused is null ? [] : [refused];
        IEnumerable<MessageFinding> survived = findings.Take(MostPerFrame).Select(found => new MessageFinding(found.Path, found.Kind.ToString(), Words(found.Text)));
        return [.. refused is null ? survived : survived.Prepend(refused)];
    }

    private static string Words(string? text) => (text ?? "").Replace('\0', '\uFFFD');

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.NonBacktracking)]
    private static partial Regex Position();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<MessageFinding>))]
internal sealed partial class FindingJson : JsonSerializerContext;

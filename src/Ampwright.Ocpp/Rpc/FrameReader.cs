using System.Text.Json;
using System.Text.Unicode;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Rpc;

/// <summary>Takes frames apart. It never throws: whatever the bytes, they become a <see cref="Frame"/>.</summary>
/// <remarks>
/// <code>
/// [2,"id","Action",{payload}]     1 UTF-8     2 type     3 id     4 the rest by type     5 nothing behind it
/// </code>
/// </remarks>
public static class FrameReader
{
    /// <summary>Longest message id, in characters (OCPP-J 1.6 §4.1.4).</summary>
    public const int MaxIdLength = 36;

    private const int MaxDepth = 64;
    private const int MaxActionLength = 50;
    private const int MaxDescriptionLength = 255;

    public static Frame Read(ReadOnlySpan<byte> text)
    {
        // 1 The socket checks this for us; other sources of frames (a log, a test) do not.
        if (!Utf8.IsValid(text)) return Unreadable("the text is not UTF-8");
        try
        {
            return ReadArray(text);
        }
        catch (JsonException broken)
        {
            return Unreadable($"not readable as JSON: {broken.Message}");
        }
    }

    private static Frame ReadArray(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray) return Unreadable("not a JSON array");

        // 2
        json.Read();
        if (json.TokenType != JsonTokenType.Number) return Unreadable("the first element is not a message type number");
        if (!json.TryGetInt32(out var type)) type = 0;

        // 3
        json.Read();
        var id = json.TokenType == JsonTokenType.String ? UsableId(ref json) : null;

        // 4
        var frame = type switch
        {
            2 => ReadCall(ref json, id),
            3 => ReadResult(ref json, id),
            4 => ReadError(ref json, id),
            _ => ToEnd(ref json, new Frame { Kind = FrameKind.UnknownMessageType, Id = id ?? "", FaultText = $"message type {type}" }),
        };

        // 5
        if (json.Read()) return Unreadable("there is more than one JSON value");
        return frame;
    }

    private static Frame ReadCall(ref Utf8JsonReader json, string? id)
    {
        if (id is null) return ToEnd(ref json, Unreadable("a CALL without a usable message id"));
        var frame = new Frame { Kind = FrameKind.Call, Id = id };
        if (!Next(ref json)) return Faulty(frame, RpcErrorCode.ProtocolError, "a CALL has four elements: type, id, action, payload");
        if (json.TokenType != JsonTokenType.String) return ToEnd(ref json, Faulty(frame, RpcErrorCode.ProtocolError, "the action is not a string"));
        if (!TryText(ref json, MaxActionLength, out var name)) return ToEnd(ref json, Faulty(frame, RpcErrorCode.ProtocolError, "the action is not readable"));

        var action = Catalogue.Find(name);
        frame = frame with { Action = action, ActionName = action?.Name ?? name };
        if (!Next(ref json)) return Faulty(frame, RpcErrorCode.ProtocolError, "a CALL has four elements; the payload is missing");
        frame = WithPayload(ref json, frame);
        return End(ref json, frame, "a CALL has four elements and no more");
    }

    private static Frame ReadResult(ref Utf8JsonReader json, string? id)
    {
        if (id is null) return ToEnd(ref json, Unreadable("a CALLRESULT without a usable message id"));
        var frame = new Frame { Kind = FrameKind.CallResult, Id = id };
        if (!Next(ref json)) return Faulty(frame, RpcErrorCode.ProtocolError, "a CALLRESULT has three elements; the payload is missing");
        frame = WithPayload(ref json, frame);
        return End(ref json, frame, "a CALLRESULT has three elements and no more");
    }

    /// <summary>Elements after the id may be missing or of another type: a CALLERROR is never answered, so it is read as far as it goes (trap 21).</summary>
    private static Frame ReadError(ref Utf8JsonReader json, string? id)
    {
        if (id is null) return ToEnd(ref json, Unreadable("a CALLERROR without a usable message id"));
        OcppEnum<RpcErrorCode> code = RpcErrorCode.GenericError;
        string? description = null;
        if (Next(ref json))
        {
            if (json.TokenType == JsonTokenType.String && TryText(ref json, MaxActionLength, out var text)) code = OcppEnum<RpcErrorCode>.Parse(text);
            else json.Skip();
            if (Next(ref json))
            {
                if (json.TokenType != JsonTokenType.String || !TryText(ref json, MaxDescriptionLength, out description)) json.Skip();
                ToEnd(ref json, default);
            }
        }

        return new Frame { Kind = FrameKind.CallError, Id = id, ErrorCode = code, ErrorDescription = description ?? "" };
    }

    private static Frame WithPayload(ref Utf8JsonReader json, Frame frame)
    {
        var start = (int)json.TokenStartIndex;
        var outside = json.CurrentDepth;
        var isObject = json.TokenType is JsonTokenType.StartObject or JsonTokenType.Null;
        var deepest = outside;
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            while (json.Read() && json.CurrentDepth > outside) deepest = Math.Max(deepest, json.CurrentDepth);
        }

        frame = frame with { PayloadStart = start, PayloadLength = (int)json.BytesConsumed - start };
        if (!isObject) return Faulty(frame, RpcErrorCode.FormationViolation, "the payload is not an object");
        if (deepest - outside > PayloadLimits.MaxDepth) return Faulty(frame, RpcErrorCode.FormationViolation, $"nested deeper than {PayloadLimits.MaxDepth} levels");
        return frame;
    }

    private static bool Next(ref Utf8JsonReader json) => json.Read() && json.TokenType != JsonTokenType.EndArray;

    private static Frame End(ref Utf8JsonReader json, Frame frame, string whatIsDue) =>
        Next(ref json) ? ToEnd(ref json, Faulty(frame, RpcErrorCode.ProtocolError, whatIsDue)) : frame;

    /// <summary>Reads on to the end of the frame's array, from any element of it.</summary>
    private static Frame ToEnd(ref Utf8JsonReader json, Frame frame)
    {
        while (json.CurrentDepth > 0 && json.Read())
        {
        }

        return frame;
    }

    private static string? UsableId(ref Utf8JsonReader json) =>
        TryText(ref json, MaxIdLength, out var id, cut: false) && id.Length > 0 ? id : null;

    /// <summary>A string up to a length; longer ones are cut, or refused without being made.</summary>
    private static bool TryText(ref Utf8JsonReader json, int max, out string text, bool cut = true)
    {
        text = "";
        var utf8 = json.ValueSpan;
        if (!cut && utf8.Length > 6 * max) return false;
        Span<char> chars = stackalloc char[6 * MaxDescriptionLength];
        if (utf8.Length > chars.Length)
        {
            // Far too long: keep the beginning, without resolving escapes that may be cut through.
            Utf8.ToUtf16(utf8[..max], chars, out _, out var kept);
            text = new string(chars[..kept]);
            return true;
        }

        try
        {
            var length = json.CopyString(chars);
            if (length > max && !cut) return false;
            text = new string(chars[..Math.Min(length, max)]);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Frame Faulty(Frame frame, RpcErrorCode fault, string text) =>
        frame.Fault is null ? frame with { Fault = fault, FaultText = text } : frame;

    private static Frame Unreadable(string why) => new() { Kind = FrameKind.Unreadable, Id = "", FaultText = why };
}

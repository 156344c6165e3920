using System.Buffers;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Rpc;

/// <summary>Writes frames into a buffer. An error answer can always be written, whatever its text holds.</summary>
public static class FrameWriter
{
    private const int MaxDescriptionLength = 255;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void WriteCall(IBufferWriter<byte> target, string id, OcppAction action, object request)
    {
        var writer = Begin(target, 2, id);
        writer.WriteStringValue(action.Name);
        action.Request.Write(writer, request);
        End(writer);
    }

    /// <summary>Writes a CALL whose payload is JSON text already, byte for byte and unchecked.</summary>
    public static void WriteRawCall(IBufferWriter<byte> target, string id, OcppAction action, ReadOnlySpan<byte> payload)
    {
        var writer = Begin(target, 2, id);
        writer.WriteStringValue(action.Name);
        writer.WriteRawValue(payload, skipInputValidation: true);
        End(writer);
    }

    public static void WriteResult(IBufferWriter<byte> target, string id, OcppAction action, object response)
    {
        var writer = Begin(target, 3, id);
        action.Response.Write(writer, response);
        End(writer);
    }

    /// <summary>Writes an answer whose payload was stored as JSON text, byte for byte.</summary>
    public static void WriteStoredResult(IBufferWriter<byte> target, string id, ReadOnlySpan<byte> payload)
    {
        var writer = Begin(target, 3, id);
        writer.WriteRawValue(payload, skipInputValidation: true);
        End(writer);
    }

    /// <summary>Writes a CALLERROR; the description is cut at 255 characters and made writable, the details are empty (OCPP-J 1.6 §4.2.3).</summary>
    public static void WriteError(IBufferWriter<byte> target, string id, OcppEnum<RpcErrorCode> code, string description)
    {
        var writer = Begin(target, 4, id);
        if (code.IsKnown) writer.WriteStringValue(EnumSpelling<RpcErrorCode>.EncodedTextOf(code.KnownValue));
        else writer.WriteStringValue(code.Text);
        writer.WriteStringValue(Writable(description));
        writer.WriteStartObject();
        writer.WriteEndObject();
        End(writer);
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> target, int type, string id)
    {
        var writer = _writer;
        _writer = null;
        if (writer is null) writer = new Utf8JsonWriter(target, PayloadJson.WriterOptions);
        else writer.Reset(target);
        writer.WriteStartArray();
        writer.WriteNumberValue(type);
        writer.WriteStringValue(id);
        return writer;
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.Flush();
        _writer = writer;
    }

    private static string Writable(string text)
    {
        var cut = text.Length <= MaxDescriptionLength ? text : text[..MaxDescriptionLength];
        foreach (var c in cut)
        {
            if (char.IsSurrogate(c) || char.IsControl(c)) return Replace(cut);
        }

        return cut;

        static string Replace(string text)
        {
            var clean = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
            {
                if (rune.Utf16SequenceLength + clean.Length > MaxDescriptionLength) break;
                clean.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
            }

            return clean.ToString();
        }
    }
}

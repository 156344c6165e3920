using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ampwright.Ocpp.Payloads;

/// <summary>How payloads are written as JSON text.</summary>
public static class PayloadJson
{
    /// <summary>Plain text where JSON allows it: stations with small parsers stumble over needless escapes.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The payload as JSON text, for logs and records.</summary>
    public static string ToText(PayloadShape shape, object payload) => Encoding.UTF8.GetString(ToUtf8(shape, payload));

    /// <summary>The payload as JSON text in UTF-8.</summary>
    public static byte[] ToUtf8(PayloadShape shape, object payload)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) shape.Write(writer, payload);
        return buffer.WrittenSpan.ToArray();
    }
}

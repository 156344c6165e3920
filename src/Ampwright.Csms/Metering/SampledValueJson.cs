using System.Buffers;
using System.Text.Json;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Csms.Metering;

/// <summary>A list of sampled values as stored: the field names of the standard, in its order, the values exactly as sent.</summary>
internal static class SampledValueJson
{
    public static byte[] Write(IReadOnlyList<SampledValue> values)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, PayloadJson.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStartObject();
                writer.WriteString("value", value.Value);
                Write(writer, "context", value.Context?.Text);
                Write(writer, "format", value.Format?.Text);
                Write(writer, "measurand", value.Measurand?.Text);
                Write(writer, "phase", value.Phase?.Text);
                Write(writer, "location", value.Location?.Text);
                Write(writer, "unit", value.Unit?.Text);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<SampledValue> Read(string stored) => [.. JsonElement.Parse(stored).EnumerateArray().Select(value => new SampledValue
    {
        Value = value.GetProperty("value").GetString()!,
        Context = Read<ReadingContext>(value, "context"),
        Format = Read<ValueFormat>(value, "format"),
        Measurand = Read<Measurand>(value, "measurand"),
        Phase = Read<Phase>(value, "phase"),
        Location = Read<Location>(value, "location"),
        Unit = Read<UnitOfMeasure>(value, "unit"),
    })];

    private static OcppEnum<T>? Read<T>(JsonElement value, string name)
        where T : struct, Enum =>
        value.TryGetProperty(name, out var text) ? OcppEnum<T>.Parse(text.GetString()!) : null;

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null) writer.WriteString(name, text);
    }
}

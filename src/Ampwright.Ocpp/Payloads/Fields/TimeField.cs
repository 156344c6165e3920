using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>A date-time; strict reading takes RFC 3339 only, see <see cref="OcppTimeParser"/> for what else is understood.</summary>
internal sealed class TimeField<T>(string name, bool required, Func<T, OcppTime?> get) : PayloadField<T>(name, required)
{
    public override FieldKind Kind => FieldKind.Time;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.String) reader.Violation(RpcErrorCode.TypeConstraintViolation, "a string with a date and time is due");
        var text = reader.Json.ValueSpan.Length <= 6 * OcppTimeParser.LongestText ? reader.Text() : "";
        var utf8 = reader.Json.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(text) : reader.Json.ValueSpan;
        if (!OcppTimeParser.TryParse(utf8, out var instant, out var form))
            reader.Violation(RpcErrorCode.PropertyConstraintViolation, "not a date and time such as 2026-03-01T12:00:00Z");
        if (form == OcppTimeForm.WithoutZone)
            reader.Deviation(RpcErrorCode.PropertyConstraintViolation, FindingKind.TimeWithoutZone, $"'{text}' names no zone and is read as UTC");
        else if (form == OcppTimeForm.Lenient)
            reader.Deviation(RpcErrorCode.PropertyConstraintViolation, FindingKind.TimeForm, $"'{text}' is not RFC 3339");
        reader.Slots.At(slot).Time = new OcppTime(instant, text, form);
    }

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is not { } time) return;
        if (time.ReceivedText is { } text && time.Form == OcppTimeForm.Rfc3339)
        {
            writer.WriteString(EncodedName, text);
            return;
        }

        Span<byte> utf8 = stackalloc byte[24];
        OcppTimeParser.Format(time.Instant, utf8);
        writer.WriteString(EncodedName, utf8);
    }
}

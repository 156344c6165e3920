using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>A string of at most <c>max</c> characters (CiString20 … 500 of OCPP 1.6 ed. 2 §7, errata v4.0 3.58-3.62: "at most").</summary>
internal sealed class TextField<T>(string name, bool required, Func<T, string?> get, int? max) : PayloadField<T>(name, required)
{
    public override FieldKind Kind => FieldKind.Text;

    public override int? MaxLength => max;

    internal override void Read(ref PayloadReader reader, int slot) => reader.Slots.At(slot).Reference = ReadText(ref reader, max);

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is { } text) writer.WriteString(EncodedName, text);
    }

    internal static string ReadText(ref PayloadReader reader, int? max)
    {
        string text;
        if (reader.Json.TokenType == JsonTokenType.String)
        {
            // An escape takes at most six bytes a character, so a far too long string is refused before it is made.
            if (max is { } most && reader.Json.ValueSpan.Length > 6 * Math.Max(most, PayloadLimits.TolerantTextLength)) TooLong(ref reader, most);
            text = reader.Text();
        }
        else if (reader.Json.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
        {
            if (reader.Json.ValueSpan.Length > PayloadLimits.TolerantTextLength) reader.Violation(RpcErrorCode.TypeConstraintViolation, "a string is due");
            text = reader.Literal();
            reader.Deviation(RpcErrorCode.TypeConstraintViolation, FindingKind.ScalarAsText, $"{text} where a string is due");
        }
        else
        {
            reader.Violation(RpcErrorCode.TypeConstraintViolation, "a string is due");
            return "";
        }

        if (max is { } limit && text.Length > limit) CheckLength(ref reader, text, limit);
        return text;
    }

    private static void CheckLength(ref PayloadReader reader, string text, int max)
    {
        var characters = 0;
        foreach (var _ in text.EnumerateRunes()) characters++;
        if (characters <= max) return;
        if (characters > PayloadLimits.TolerantTextLength) TooLong(ref reader, max);
        reader.Deviation(RpcErrorCode.PropertyConstraintViolation, FindingKind.TooLong, $"{characters} characters where {max} are allowed");
    }

    private static void TooLong(ref PayloadReader reader, int max) =>
        reader.Violation(RpcErrorCode.PropertyConstraintViolation, $"longer than {max} characters");
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>A value of an enumeration; tolerant reading keeps the text of an unknown one.</summary>
internal sealed class EnumField<T, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(
    string name, bool required, Func<T, OcppEnum<TEnum>?> get) : PayloadField<T>(name, required)
    where TEnum : struct, Enum
{
    public override FieldKind Kind => FieldKind.Enum;

    public override IReadOnlyList<string> EnumTexts => EnumSpelling<TEnum>.Texts;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.String) reader.Violation(RpcErrorCode.TypeConstraintViolation, "a string is due");
        if (reader.Json.ValueIsEscaped || !EnumSpelling<TEnum>.TryParse(reader.Json.ValueSpan, out var value))
        {
            var text = TextField<T>.ReadText(ref reader, PayloadLimits.TolerantTextLength);
            if (!TryParse(ref reader, text, out value))
            {
                reader.Slots.At(slot).Reference = text;
                return;
            }
        }

        reader.Slots.At(slot).Integer = Unsafe.As<TEnum, int>(ref value);
    }

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is not { } value) return;
        if (value.IsKnown) writer.WriteString(EncodedName, EnumSpelling<TEnum>.EncodedTextOf(value.KnownValue));
        else writer.WriteString(EncodedName, value.Text);
    }

    private static bool TryParse(ref PayloadReader reader, string text, out TEnum value)
    {
        if (EnumSpelling<TEnum>.TryParse(text, out value)) return true;
        if (EnumSpelling<TEnum>.TryParseIgnoringCase(text, out value))
        {
            reader.Deviation(RpcErrorCode.PropertyConstraintViolation, FindingKind.ValueCase, $"written '{text}'");
            return true;
        }

        reader.Deviation(RpcErrorCode.PropertyConstraintViolation, FindingKind.UnknownValue, $"'{text}' is not one of the standard's values");
        return false;
    }
}

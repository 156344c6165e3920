using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>A whole number of 32 bits (the standard gives no range; every known system uses 32).</summary>
internal sealed class IntegerField<T>(string name, bool required, Func<T, int?> get, int? from, bool wattHours) : PayloadField<T>(name, required)
{
    private const string Due = "a whole number is due";

    public override FieldKind Kind => FieldKind.Integer;

    public override int? Minimum => from;

    public override bool IsWattHours => wattHours;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.Number || !reader.Json.TryGetInt32(out var value)) value = ReadOtherwise(ref reader);
        if (value < from) reader.Violation(RpcErrorCode.PropertyConstraintViolation, $"{value} is less than {from}");
        reader.Slots.At(slot).Integer = value;
    }

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is { } value) writer.WriteNumber(EncodedName, value);
    }

    private int ReadOtherwise(ref PayloadReader reader)
    {
        var isFraction = reader.Json.TokenType == JsonTokenType.Number && reader.Json.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0;
        if (isFraction && reader.IsStrict) reader.Violation(RpcErrorCode.TypeConstraintViolation, Due);
        var number = Scalars.ReadNumber(ref reader, Due);
        var whole = decimal.Round(number, MidpointRounding.AwayFromZero);
        if (whole != number && !wattHours) reader.Violation(RpcErrorCode.TypeConstraintViolation, Due);
        if (whole is < int.MinValue or > int.MaxValue) reader.Violation(RpcErrorCode.PropertyConstraintViolation, "the number is out of range");
        if (isFraction || whole != number)
            reader.Deviation(RpcErrorCode.TypeConstraintViolation, FindingKind.FractionInInteger, $"{number} where a whole number is due");
        return (int)whole;
    }
}

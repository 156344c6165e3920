using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>
/// A number with at most one decimal (<c>multipleOf 0.1</c>), as a decimal: 8.1 and 21.4 are legal, which binary floating point gets
/// wrong. Tolerant reading keeps further decimals; sending rounds to one.
/// </summary>
internal sealed class OneDecimalField<T>(string name, bool required, Func<T, decimal?> get) : PayloadField<T>(name, required)
{
    public override FieldKind Kind => FieldKind.Decimal;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        var value = Scalars.ReadNumber(ref reader, "a number is due");
        if (decimal.Round(value, 1) != value)
            reader.Deviation(RpcErrorCode.PropertyConstraintViolation, FindingKind.TooManyDecimals, $"{value} has more than one decimal");
        reader.Slots.At(slot).Number = value;
    }

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is { } value) writer.WriteNumber(EncodedName, decimal.Round(value, 1, MidpointRounding.AwayFromZero));
    }
}

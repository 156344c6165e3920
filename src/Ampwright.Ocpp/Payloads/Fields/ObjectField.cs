using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

internal sealed class ObjectField<T, TNested>(string name, bool required, Func<T, TNested?> get, PayloadShape<TNested> shape) : PayloadField<T>(name, required)
    where TNested : class
{
    public override FieldKind Kind => FieldKind.Object;

    public override PayloadShape Nested => shape;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.StartObject) reader.Violation(RpcErrorCode.TypeConstraintViolation, "an object is due");
        var value = shape.ReadObject(ref reader);
        reader.Slots.At(slot).Reference = value;
    }

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is not { } value) return;
        writer.WritePropertyName(EncodedName);
        shape.Write(writer, value);
    }
}

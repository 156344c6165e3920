using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

internal sealed class BooleanField<T>(string name, Func<T, bool> get) : PayloadField<T>(name, required: true)
{
    public override FieldKind Kind => FieldKind.Boolean;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        var token = reader.Json.TokenType;
        if (token is not (JsonTokenType.True or JsonTokenType.False))
        {
            var isTrue = false;
            if (token != JsonTokenType.String || !bool.TryParse(reader.Text(), out isTrue)) reader.Violation(RpcErrorCode.TypeConstraintViolation, "true or false is due");
            reader.Deviation(RpcErrorCode.TypeConstraintViolation, FindingKind.TextAsBoolean, "a string where true or false is due");
            token = isTrue ? JsonTokenType.True : JsonTokenType.False;
        }

        reader.Slots.At(slot).Integer = token == JsonTokenType.True ? 1 : 0;
    }

    public override void Write(Utf8JsonWriter writer, T payload) => writer.WriteBoolean(EncodedName, get(payload));
}

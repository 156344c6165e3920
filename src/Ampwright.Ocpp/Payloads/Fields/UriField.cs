using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>An absolute URI (RFC 3986), kept as the text it came as.</summary>
internal sealed class UriField<T>(string name, Func<T, string> get) : PayloadField<T>(name, required: true)
{
    public override FieldKind Kind => FieldKind.Uri;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.String) reader.Violation(RpcErrorCode.TypeConstraintViolation, "a string is due");
        var text = reader.Text();
        if (text.Contains(' ') || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || text.StartsWith('/') || uri.Scheme.Length == 0)
            reader.Violation(RpcErrorCode.PropertyConstraintViolation, "an absolute URI is due");
        reader.Slots.At(slot).Reference = text;
    }

    public override void Write(Utf8JsonWriter writer, T payload) => writer.WriteString(EncodedName, get(payload));
}

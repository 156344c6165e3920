using System.Buffers;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>An absolute URI (RFC 3986), kept as the text it came as.</summary>
internal sealed class UriField<T>(string name, Func<T, string> get) : PayloadField<T>(name, required: true)
{
    // RFC 3986 §2: what may stand in a URI besides percent-encoded bytes.
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    public override FieldKind Kind => FieldKind.Uri;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.String) reader.Violation(RpcErrorCode.TypeConstraintViolation, "a string is due");
        var text = reader.Text();
        if (!IsAbsoluteUri(text)) reader.Violation(RpcErrorCode.PropertyConstraintViolation, "an absolute URI is due");
        reader.Slots.At(slot).Reference = text;
    }

    public override void Write(Utf8JsonWriter writer, T payload) => writer.WriteString(EncodedName, get(payload));

    private static bool IsAbsoluteUri(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Allowed) || text.StartsWith('/')) return false;
        for (var i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) return false;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out _);
    }
}

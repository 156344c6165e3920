using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>An optional list of strings of at most <c>max</c> characters each.</summary>
internal sealed class TextListField<T>(string name, Func<T, IReadOnlyList<string>?> get, int max) : PayloadField<T>(name, required: false)
{
    public override FieldKind Kind => FieldKind.TextList;

    public override int? MaxLength => max;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.StartArray) reader.Violation(RpcErrorCode.TypeConstraintViolation, "a list is due");
        var list = new List<string>(4);
        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray)
        {
            if (list.Count == PayloadLimits.MaxElements)
                reader.Violation(RpcErrorCode.OccurenceConstraintViolation, $"more than {PayloadLimits.MaxElements} elements");
            reader.AtElement(list.Count);
            list.Add(TextField<T>.ReadText(ref reader, max));
        }

        reader.AtElement(-1);
        reader.Slots.At(slot).Reference = list;
    }

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is not { } list) return;
        writer.WriteStartArray(EncodedName);
        for (var i = 0; i < list.Count; i++) writer.WriteStringValue(list[i]);
        writer.WriteEndArray();
    }
}

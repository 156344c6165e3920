using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>A list of objects; <c>min</c> is 1 where the standard's table says 1..*, which the schemas leave out.</summary>
internal sealed class ObjectListField<T, TNested>(string name, bool required, Func<T, IReadOnlyList<TNested>?> get, PayloadShape<TNested> shape, int min)
    : PayloadField<T>(name, required)
    where TNested : class
{
    public override FieldKind Kind => FieldKind.ObjectList;

    public override int MinItems => min;

    public override PayloadShape Nested => shape;

    internal override void Read(ref PayloadReader reader, int slot)
    {
        if (reader.Json.TokenType != JsonTokenType.StartArray) reader.Violation(RpcErrorCode.TypeConstraintViolation, "a list is due");
        var list = new List<TNested>(8);
        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray)
        {
            if (list.Count == PayloadLimits.MaxElements)
                reader.Violation(RpcErrorCode.OccurenceConstraintViolation, $"more than {PayloadLimits.MaxElements} elements");
            reader.AtElement(list.Count);
            if (reader.Json.TokenType != JsonTokenType.StartObject) reader.Violation(RpcErrorCode.TypeConstraintViolation, "an object is due");
            list.Add((TNested)shape.ReadObject(ref reader));
        }

        reader.AtElement(-1);
        if (list.Count < min) reader.Violation(RpcErrorCode.OccurenceConstraintViolation, "at least one element is due");
        reader.Slots.At(slot).Reference = list;
    }

    public override void Write(Utf8JsonWriter writer, T payload)
    {
        if (get(payload) is not { } list) return;
        writer.WriteStartArray(EncodedName);
        for (var i = 0; i < list.Count; i++) shape.Write(writer, list[i]);
        writer.WriteEndArray();
    }
}

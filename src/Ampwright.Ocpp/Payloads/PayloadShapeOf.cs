using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads;

/// <summary>
/// The shape of the record <typeparamref name="T"/>. A record declares it field by field, in the order of the standard's table, and
/// ends with how the values become the record; see any file under Messages. The builder methods are in PayloadShapeOf.Fields.cs.
/// </summary>
internal sealed partial class PayloadShape<T> : PayloadShape
    where T : class
{
    private PayloadField<T>[] _fields = [];
    private Construct<T>? _construct;

    public PayloadShape() : base(typeof(T))
    {
    }

    public override IReadOnlyList<PayloadField> Fields => _fields;

    public override object Read(ReadOnlySpan<byte> json, ReadMode mode, List<Finding>? findings = null)
    {
        var reader = new PayloadReader(json, mode, findings);
        try
        {
            if (!reader.Json.Read()) throw new OcppViolationException(RpcErrorCode.FormationViolation, "", "the payload is empty");
            var payload = ReadObject(ref reader);
            if (reader.Json.Read()) reader.Violation(RpcErrorCode.FormationViolation, "there is more than one payload");
            return payload;
        }
        catch (JsonException broken)
        {
            throw new OcppViolationException(RpcErrorCode.FormationViolation, "", $"not readable as JSON: {broken.Message}");
        }
    }

    public override void Write(Utf8JsonWriter writer, object payload)
    {
        var typed = (T)payload;
        writer.WriteStartObject();
        foreach (var field in _fields) field.Write(writer, typed);
        writer.WriteEndObject();
    }

    // 1  object or null      2  each name: known, once      3  each value by its field      4  required ones present      5  the record
    internal override object ReadObject(ref PayloadReader reader)
    {
        // 1
        if (reader.Json.TokenType != JsonTokenType.StartObject && reader.Json.TokenType != JsonTokenType.Null)
            reader.Violation(RpcErrorCode.FormationViolation, $"an object is due, not {Name(reader.Json.TokenType)}");

        var slots = reader.Slots;
        var start = slots.Take(_fields.Length);
        try
        {
            if (reader.Json.TokenType == JsonTokenType.StartObject) ReadFields(ref reader, start);

            // 4
            for (var i = 0; i < _fields.Length; i++)
            {
                if (!_fields[i].Required || slots.At(start + i).Present) continue;
                reader.Enter(_fields[i].Name);
                reader.Violation(RpcErrorCode.OccurenceConstraintViolation, "the field is required and missing");
            }

            // 5
            return _construct!(new FieldValues(slots.From(start)));
        }
        finally
        {
            slots.GiveBack(start);
        }
    }

    internal static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    private void ReadFields(ref PayloadReader reader, int start)
    {
        ulong seen = 0;
        var expected = 0;
        HashSet<string>? unknown = null;
        while (reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            // 2
            var index = Find(ref reader, expected);
            if (index < 0) index = FindOtherwise(ref reader, ref unknown);
            if (index < 0) continue;

            var field = _fields[index];
            reader.Enter(field.Name);
            if ((seen & (1UL << index)) != 0) reader.Violation(RpcErrorCode.FormationViolation, "the name occurs twice in one object");
            seen |= 1UL << index;
            expected = index + 1;

            // 3
            reader.Json.Read();
            if (reader.Json.TokenType == JsonTokenType.Null)
            {
                if (field.Required) reader.Violation(RpcErrorCode.TypeConstraintViolation, "the field is required and null");
                reader.Deviation(RpcErrorCode.TypeConstraintViolation, FindingKind.NullField, "null instead of leaving the field out");
            }
            else
            {
                field.Read(ref reader, start + index);
                reader.Slots.At(start + index).Present = true;
            }

            reader.Leave();
        }
    }

    private int Find(ref PayloadReader reader, int expected)
    {
        if (reader.Json.ValueIsEscaped) return FindEscaped(ref reader);
        var name = reader.Json.ValueSpan;
        for (var i = expected; i < _fields.Length; i++)
        {
            if (name.SequenceEqual(_fields[i].Utf8Name)) return i;
        }

        for (var i = 0; i < expected; i++)
        {
            if (name.SequenceEqual(_fields[i].Utf8Name)) return i;
        }

        return -1;
    }

    private int FindEscaped(ref PayloadReader reader)
    {
        var name = reader.Text();
        return Array.FindIndex(_fields, field => field.Name.Equals(name, StringComparison.Ordinal));
    }

    /// <summary>A name that is not one of the standard's: a known one in the wrong case, or one to refuse or to step over.</summary>
    private int FindOtherwise(ref PayloadReader reader, ref HashSet<string>? unknown)
    {
        var name = reader.Text();
        for (var i = 0; i < _fields.Length; i++)
        {
            if (!name.Equals(_fields[i].Name, StringComparison.OrdinalIgnoreCase)) continue;
            reader.Enter(_fields[i].Name);
            reader.Deviation(RpcErrorCode.FormationViolation, FindingKind.FieldNameCase, $"written '{name}'");
            reader.Leave();
            return i;
        }

        reader.Enter(name.Length <= 50 ? name : name[..50]);
        unknown ??= new HashSet<string>(StringComparer.Ordinal);
        if (!unknown.Add(name)) reader.Violation(RpcErrorCode.FormationViolation, "the name occurs twice in one object");
        if (unknown.Count > PayloadLimits.MaxUnknownFields) reader.Violation(RpcErrorCode.FormationViolation, "too many unknown fields");
        reader.Deviation(RpcErrorCode.FormationViolation, FindingKind.UnknownField, "the standard does not know this field");
        reader.Json.Read();
        reader.SkipValue();
        reader.Leave();
        return -1;
    }
}

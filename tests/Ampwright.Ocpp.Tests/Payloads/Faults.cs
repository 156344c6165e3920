using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using static Ampwright.Ocpp.Rpc.RpcErrorCode;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>
/// Every variant of a payload with a single fault, derived from the facts of its shape, with what the standard and the field's traps
/// (types bent, null for absent, decimals, enumerations, lengths) make of it. Nothing here asks the readers.
/// </summary>
internal static class Faults
{
    public static IEnumerable<Fault> Of(PayloadShape shape) => OfObject(shape, Instances.Full(shape), "", node => node.ToString());

    private static IEnumerable<Fault> OfObject(PayloadShape shape, ObjectNode node, string path, Func<JsonNode, string> document)
    {
        var at = path.Length == 0 ? "" : path + ".";
        yield return new("extra field", at + "extra", document(node.Plus("extra", JsonNode.Raw("1"))), FormationViolation, FindingKind.UnknownField);
        yield return new("extra object", at + "extra", document(node.Plus("extra", JsonNode.Raw("{\"a\":[{\"b\":null}]}"))), FormationViolation, FindingKind.UnknownField);
        yield return new("twice inside an extra object", at + "extra", document(node.Plus("extra", JsonNode.Raw("{\"a\":1,\"a\":1}"))), FormationViolation, null);

        for (var i = 0; i < shape.Fields.Count; i++)
        {
            var index = i;
            var field = shape.Fields[i];
            var here = at + field.Name;
            if (field.Required) yield return new("missing", here, document(node.Without(i)), OccurenceConstraintViolation, null);
            yield return new("null", here, document(node.With(i, JsonNode.Raw("null"))), TypeConstraintViolation, field.Required ? null : FindingKind.NullField);
            yield return new("name in wrong case", here, document(node.Renamed(i, OtherCase(field.Name))), FormationViolation, FindingKind.FieldNameCase);
            yield return new("twice", here, document(node.Plus(field.Name, node.Members[i].Value)), FormationViolation, null);

            string Document(JsonNode value) => document(node.With(index, value));
            foreach (var fault in OfValue(field, here, Document)) yield return fault;
            if (field.Kind == FieldKind.Object)
            {
                foreach (var fault in OfObject(field.Nested!, (ObjectNode)node.Members[i].Value, here, Document)) yield return fault;
            }
            else if (field.Kind == FieldKind.ObjectList)
            {
                var element = (ObjectNode)((ListNode)node.Members[i].Value).Elements[0];
                foreach (var fault in OfObject(field.Nested!, element, here + "[0]", value => Document(new ListNode([value])))) yield return fault;
            }
        }
    }

    private static IEnumerable<Fault> OfValue(PayloadField field, string path, Func<JsonNode, string> document)
    {
        Fault Literal(string what, string literal, RpcErrorCode strict, FindingKind? tolerated = null) =>
            new(what, path, document(JsonNode.Raw(literal)), strict, tolerated);

        if (field.Kind is not FieldKind.Object) yield return Literal("an object", "{\"a\":1}", TypeConstraintViolation);
        if (field.Kind is not (FieldKind.ObjectList or FieldKind.TextList)) yield return Literal("a list", "[1]", TypeConstraintViolation);

        switch (field.Kind)
        {
            case FieldKind.Text:
                yield return Literal("a number for a text", "3.140", TypeConstraintViolation, FindingKind.ScalarAsText);
                yield return Literal("a boolean for a text", "true", TypeConstraintViolation, FindingKind.ScalarAsText);
                foreach (var fault in TooLong(field, path, document)) yield return fault;
                break;
            case FieldKind.TextList:
                yield return Literal("a text for a list", "\"text\"", TypeConstraintViolation);
                yield return Literal("a number in a list of texts", "[17]", TypeConstraintViolation, FindingKind.ScalarAsText) with { Path = path + "[0]" };
                yield return Literal("null in a list", "[\"a\",null]", TypeConstraintViolation) with { Path = path + "[1]" };
                foreach (var fault in TooLong(field, path + "[0]", value => document(new ListNode([value])))) yield return fault;
                break;
            case FieldKind.Uri:
                yield return Literal("a number for a URI", "1", TypeConstraintViolation);
                yield return Literal("a relative URI", "\"/files/1\"", PropertyConstraintViolation);
                yield return Literal("a URI without scheme", "\"csms.example\"", PropertyConstraintViolation);
                yield return Literal("a URI with a blank", "\"https://csms.example/a b\"", PropertyConstraintViolation);
                yield return Literal("an empty URI", "\"\"", PropertyConstraintViolation);
                break;
            case FieldKind.Integer:
                yield return Literal("a boolean for a number", "true", TypeConstraintViolation);
                yield return Literal("words for a number", "\"seven\"", TypeConstraintViolation);
                yield return Literal("a number in quotes", "\"7\"", TypeConstraintViolation, FindingKind.TextAsNumber);
                yield return Literal("a whole number with a decimal", "7.0", TypeConstraintViolation, FindingKind.FractionInInteger);
                yield return Literal("a fraction", "7.4", TypeConstraintViolation, field.IsWattHours ? FindingKind.FractionInInteger : null);
                yield return Literal("beyond 32 bits", "2147483648", PropertyConstraintViolation);
                yield return Literal("beyond any number", "1" + new string('0', 60), PropertyConstraintViolation);
                if (field.Minimum is { } least) yield return Literal("less than allowed", (least - 1).ToString(), PropertyConstraintViolation);
                break;
            case FieldKind.Decimal:
                yield return Literal("a boolean for a number", "false", TypeConstraintViolation);
                yield return Literal("words for a number", "\"eight\"", TypeConstraintViolation);
                yield return Literal("a number in quotes", "\"8.1\"", TypeConstraintViolation, FindingKind.TextAsNumber);
                yield return Literal("a decimal comma", "\"8,1\"", TypeConstraintViolation, FindingKind.TextAsNumber);
                yield return Literal("two decimals", "8.15", PropertyConstraintViolation, FindingKind.TooManyDecimals);
                yield return Literal("beyond any number", "1e400", PropertyConstraintViolation);
                break;
            case FieldKind.Boolean:
                yield return Literal("a number for a boolean", "1", TypeConstraintViolation);
                yield return Literal("a boolean in quotes", "\"true\"", TypeConstraintViolation, FindingKind.TextAsBoolean);
                yield return Literal("words for a boolean", "\"yes\"", TypeConstraintViolation);
                break;
            case FieldKind.Time:
                yield return Literal("a number for a time", "1772368496", TypeConstraintViolation);
                yield return Literal("not a date", "\"yesterday\"", PropertyConstraintViolation);
                yield return Literal("no such date", "\"2026-02-30T12:00:00Z\"", PropertyConstraintViolation);
                yield return Literal("an empty time", "\"\"", PropertyConstraintViolation);
                yield return Literal("a time without zone", "\"2026-03-01T12:34:56\"", PropertyConstraintViolation, FindingKind.TimeWithoutZone);
                yield return Literal("a zone without minutes", "\"2026-03-01T12:34:56+03\"", PropertyConstraintViolation, FindingKind.TimeForm);
                break;
            case FieldKind.Enum:
                yield return Literal("a number for an enumeration", "1", TypeConstraintViolation);
                yield return Literal("not in the enumeration", "\"Fish\"", PropertyConstraintViolation, FindingKind.UnknownValue);
                yield return Literal("value in wrong case", $"\"{OtherCase(field.EnumTexts[0])}\"", PropertyConstraintViolation, FindingKind.ValueCase);
                break;
            case FieldKind.Object:
                yield return Literal("a text for an object", "\"{}\"", TypeConstraintViolation);
                yield return Literal("a number for an object", "1", TypeConstraintViolation);
                break;
            case FieldKind.ObjectList:
                yield return Literal("a text for a list", "\"[]\"", TypeConstraintViolation);
                yield return Literal("a number in a list of objects", "[1]", TypeConstraintViolation) with { Path = path + "[0]" };
                yield return Literal("null in a list", "[null]", TypeConstraintViolation) with { Path = path + "[0]" };
                if (field.MinItems > 0) yield return Literal("empty list", "[]", OccurenceConstraintViolation);
                break;
            default:
                throw new InvalidOperationException($"no faults for {field.Kind}");
        }
    }

    private static IEnumerable<Fault> TooLong(PayloadField field, string path, Func<JsonNode, string> document)
    {
        if (field.MaxLength is not { } max) yield break;
        Fault OfLength(int length, FindingKind? tolerated) =>
            new("too long", path, document(JsonNode.Text(new string('x', length))), PropertyConstraintViolation, tolerated);

        // Products exceed short limits; up to 255 characters are kept.
        yield return OfLength(max + 1, max < 255 ? FindingKind.TooLong : null);
        if (max < 255) yield return OfLength(255, FindingKind.TooLong);
        yield return OfLength(Math.Max(max, 255) + 1, null);
        yield return OfLength(20_000, null);
    }

    /// <summary>The same letters, the first one in the other case.</summary>
    private static string OtherCase(string text) =>
        (char.IsUpper(text[0]) ? char.ToLowerInvariant(text[0]) : char.ToUpperInvariant(text[0])) + text[1..];
}

using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Ampwright.Ocpp.Tests.Payloads;

namespace Ampwright.Ocpp.Tests.Schemas;

/// <summary>Every payload against its official schema, in both directions.</summary>
public sealed class SchemaTests
{
    private const int ValidPayloads = 200;
    private const int MutatedPayloads = 2500;

    public static TheoryData<string> Payloads => Payload.Names;

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_field_of_a_payload_is_that_of_its_schema_and_none_is_missing(string name)
    {
        var payload = Payload.Find(name);
        var wrong = new List<string>();
        Compare(payload.Shape, OfficialSchemas.For(payload), "", wrong);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Strict_reading_and_the_schema_agree_on_random_payloads_but_for_the_listed_differences(string name)
    {
        var payload = Payload.Find(name);
        var schema = OfficialSchemas.For(payload);
        var random = new Random(name.Sum(letter => letter));
        for (var i = 0; i < ValidPayloads; i++) Agree(payload, schema, Instances.Random(payload.Shape, random), mustBeRead: true);
        for (var i = 0; i < MutatedPayloads; i++)
        {
            var mutated = Mutations.Mutate(Instances.Random(payload.Shape, random), random);
            if (random.Next(4) == 0) mutated = Mutations.Mutate(mutated, random);
            if (mutated is ObjectNode) Agree(payload, schema, mutated, mustBeRead: false);
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void What_is_written_of_a_random_payload_is_accepted_by_the_schema(string name)
    {
        var payload = Payload.Find(name);
        var schema = OfficialSchemas.For(payload);
        var random = new Random(17);
        for (var i = 0; i < ValidPayloads; i++)
        {
            var read = payload.Shape.Read(Encoding.UTF8.GetBytes(Instances.Random(payload.Shape, random).ToString()), ReadMode.Strict);
            var written = PayloadJson.ToUtf8(payload.Shape, read);
            using var document = JsonDocument.Parse(written);
            Assert.True(schema.Refuses(document.RootElement) is not { } what, Encoding.UTF8.GetString(written));
        }
    }

    [Fact]
    public void The_errata_of_2025_changed_nothing_in_StopTransaction_but_the_spelling_Celsius()
    {
        var before = UnitOf(OfficialSchemas.Load("core", "StopTransaction"));
        var after = UnitOf(OfficialSchemas.Load("core-2025-04", "StopTransaction"));
        Assert.Equal(["Celsius"], after.Values!.Except(before.Values!));
        Assert.Empty(before.Values!.Except(after.Values!));

        static JsonSchema UnitOf(JsonSchema schema) => schema.Properties["transactionData"].Items!.Properties["sampledValue"].Items!.Properties["unit"];
    }

    private static void Compare(PayloadShape shape, JsonSchema schema, string outer, List<string> wrong)
    {
        var path = outer;
        void Same<T>(string what, T ours, T schemas)
        {
            if (!EqualityComparer<T>.Default.Equals(ours, schemas)) wrong.Add($"{path}: {what} is '{ours}' here and '{schemas}' in the schema");
        }

        Same("type", "object", schema.Type);
        Same("closed", true, schema.IsClosed);
        Same("fields", string.Join(' ', shape.Fields.Select(field => field.Name).Order(StringComparer.Ordinal)), string.Join(' ', schema.Properties.Keys.Order(StringComparer.Ordinal)));
        foreach (var field in shape.Fields)
        {
            if (!schema.Properties.TryGetValue(field.Name, out var of)) continue;
            path = $"{outer}.{field.Name}";
            var (type, format) = field.Kind switch
            {
                FieldKind.Text or FieldKind.Enum => ("string", (string?)null),
                FieldKind.Uri => ("string", "uri"),
                FieldKind.Time => ("string", "date-time"),
                FieldKind.Integer => ("integer", null),
                FieldKind.Decimal => ("number", null),
                FieldKind.Boolean => ("boolean", null),
                FieldKind.Object => ("object", null),
                _ => ("array", null),
            };
            Same("type", type, of.Type);
            Same("format", format, of.Format);
            Same("required", field.Required, schema.Required.Contains(field.Name));
            Same("multipleOf", field.Kind == FieldKind.Decimal ? 0.1m : null, of.MultipleOf);
            Same("maxLength", field.MaxLength, field.Kind == FieldKind.TextList ? of.Items!.MaxLength : of.MaxLength);
            Same("values", string.Join(' ', field.EnumTexts.Order(StringComparer.Ordinal)), string.Join(' ', (of.Values ?? []).Order(StringComparer.Ordinal)));
            if (of.MinItems > 0) Same("minItems", field.MinItems, of.MinItems);
            if (field.Kind == FieldKind.TextList) Same("element's type", "string", of.Items!.Type);
            if (field.Nested is { } nested) Compare(nested, field.Kind == FieldKind.Object ? of : of.Items!, path, wrong);
        }
    }

    private static void Agree(Payload payload, JsonSchema schema, JsonNode node, bool mustBeRead)
    {
        var json = node.ToString();
        using var document = JsonDocument.Parse(json);
        var schemas = schema.Refuses(document.RootElement);
        var ours = Refuses(payload.Shape, json);
        var differences = Differences.In(node, payload.Shape, schema.IsDraft4).ToList();
        var agree = (ours is null) == (schemas is null && differences.Count == 0) && !(mustBeRead && ours is not null);
        Assert.True(agree, $"we: {ours ?? "read"}; the schema: {schemas ?? "accepted"}; differences: {string.Join(", ", differences)}\n{json}");
    }

    private static string? Refuses(PayloadShape shape, string json)
    {
        try
        {
            shape.Read(Encoding.UTF8.GetBytes(json), ReadMode.Strict);
            return null;
        }
        catch (OcppViolationException violation)
        {
            return violation.Message;
        }
    }
}

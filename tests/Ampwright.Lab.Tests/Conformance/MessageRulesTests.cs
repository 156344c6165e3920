using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Conformance;

namespace Ampwright.Lab.Tests.Conformance;

/// <summary>Holds the lab's own table against the official schemas.</summary>
public sealed class MessageRulesTests
{
    private static readonly string? Schemas = Environment.GetEnvironmentVariable("OCPP_SPEC_DIR") is { Length: > 0 } folder
        ? Path.Combine(folder, "schemas")
        : null;

    [Fact]
    public void The_table_has_every_message_of_the_schemas_and_no_other()
    {
        Assert.SkipWhen(Schemas is null, "OCPP_SPEC_DIR does not lead to the official schemas.");
        Assert.Equal(Files().Select(file => file.Message).Order(), MessageRules.Standard.Messages.Order());
        Assert.Equal(78, MessageRules.Standard.Messages.Count);
    }

    [Fact]
    public void Every_member_of_every_schema_is_judged_as_the_schema_does()
    {
        Assert.SkipWhen(Schemas is null, "OCPP_SPEC_DIR does not lead to the official schemas.");
        var judged = 0;
        foreach (var (message, schema) in Files())
        {
            var sample = Sample(schema, schema).AsObject();
            Assert.Empty(Check(message, sample));
            Assert.NotEmpty(Check(message, With(sample, "notOfTheStandard", 1)));
            foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
            {
                judged++;
                var required = schema["required"]?.AsArray().Any(one => one!.ToString() == name) == true;
                Assert.Equal(required, Check(message, Without(sample, name)).Any());
                foreach (var wrong in Wrong(Resolved(member!, schema))) Assert.True(Check(message, With(sample, name, wrong)).Any(), $"{message}.{name} = {wrong}");
            }
        }
        Assert.True(judged > 150, $"{judged} members were judged.");
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", true)]
    [InlineData("2026-03-01T12:00:00.123+01:00", true)]
    [InlineData("2026-03-01T12:00:00", false)]
    [InlineData("2026-02-30T12:00:00Z", false)]
    [InlineData("now", false)]
    public void An_instant_has_date_time_and_zone(string text, bool right) =>
        Assert.Equal(right, !Check("Heartbeat.conf", new JsonObject { ["currentTime"] = text }).Any());

    [Theory]
    [InlineData("8.1", true)]
    [InlineData("8.15", false)]
    public void A_limit_has_one_decimal_place(string limit, bool right)
    {
        var schedule = JsonNode.Parse($$"""{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":{{limit}}}]}""");
        Assert.Equal(right, !Check("GetCompositeSchedule.conf", new JsonObject { ["status"] = "Accepted", ["chargingSchedule"] = schedule }).Any());
    }

    private static IEnumerable<Breach> Check(string message, JsonNode payload) =>
        MessageRules.Standard.Check(message, JsonSerializer.SerializeToElement(payload));

    private static IEnumerable<(string Message, JsonObject Schema)> Files() =>
        new[] { "core", "security" }.SelectMany(set => Directory.GetFiles(Path.Combine(Schemas!, set), "*.json")).Select(file =>
        {
            var name = Path.GetFileNameWithoutExtension(file);
            return (name.EndsWith("Response") ? $"{name[..^8]}.conf" : $"{name}.req", JsonNode.Parse(File.ReadAllText(file))!.AsObject());
        });

    private static JsonObject Resolved(JsonNode member, JsonObject root) =>
        member["$ref"] is { } reference ? root["definitions"]![reference.ToString().Split('/')[^1]]!.AsObject() : member.AsObject();

    private static JsonNode Sample(JsonObject schema, JsonObject root)
    {
        if (schema["enum"] is JsonArray names) return names[0]!.DeepClone();
        return schema["type"]!.ToString() switch
        {
            "object" => new JsonObject((schema["properties"]?.AsObject() ?? []).Select(member =>
                new KeyValuePair<string, JsonNode?>(member.Key, Sample(Resolved(member.Value!, root), root)))),
            "array" => new JsonArray(Sample(Resolved(schema["items"]!, root), root)),
            "integer" => 1,
            "number" => 1.5,
            "boolean" => true,
            _ => schema["format"]?.ToString() switch { "date-time" => "2026-03-01T12:00:00Z", "uri" => "http://example.com/x", _ => "x" },
        };
    }

    private static IEnumerable<JsonNode> Wrong(JsonObject schema)
    {
        if (schema["enum"] is not null) return ["NoneOfThem", 1];
        return schema["type"]!.ToString() switch
        {
            "object" or "array" or "boolean" => ["x"],
            "integer" => ["1", 1.5],
            "number" => ["1"],
            _ => schema["maxLength"] is { } longest ? [1, new string('x', longest.GetValue<int>() + 1)] : [1],
        };
    }

    private static JsonObject With(JsonObject sample, string name, JsonNode value)
    {
        var changed = sample.DeepClone().AsObject();
        changed[name] = value.DeepClone();
        return changed;
    }

    private static JsonObject Without(JsonObject sample, string name)
    {
        var changed = sample.DeepClone().AsObject();
        changed.Remove(name);
        return changed;
    }
}

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
            judged += JudgeMembers(message, sample, [], schema, schema);
        }
        Assert.True(judged >= 234, $"{judged} members were judged.");
    }

    // Each member once missing and once wrong, and all else right; in objects and lists within as well.
    private static int JudgeMembers(string message, JsonObject sample, object[] path, JsonObject schema, JsonObject root)
    {
        var judged = 0;
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            judged++;
            var kind = Resolved(member!, root);
            var required = schema["required"]?.AsArray().Any(one => one!.ToString() == name) == true;
            Assert.True(required == Check(message, Changed(sample, path, parent => parent.Remove(name))).Any(), $"{message} {string.Join('.', path)}.{name} left out");
            foreach (var wrong in Wrong(kind))
                Assert.True(Check(message, Changed(sample, path, parent => parent[name] = wrong.DeepClone())).Any(), $"{message} {string.Join('.', path)}.{name} = {wrong}");
            if (kind["type"]?.ToString() == "array") (kind, path) = (Resolved(kind["items"]!, root), [.. path, name, 0]);
            else path = [.. path, name];
            if (kind["type"]?.ToString() == "object") judged += JudgeMembers(message, sample, path, kind, root);
            path = path[..(path[^1] is int ? ^2 : ^1)];
        }
        return judged;
    }

    private static JsonObject Changed(JsonObject sample, object[] path, Action<JsonObject> change)
    {
        var copy = sample.DeepClone().AsObject();
        change(path.Aggregate((JsonNode)copy, (node, step) => step is int index ? node[index]! : node[(string)step]!).AsObject());
        return copy;
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
            return (name.EndsWith("Response", StringComparison.Ordinal) ? $"{name[..^8]}.conf" : $"{name}.req", JsonNode.Parse(File.ReadAllText(file))!.AsObject());
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
}

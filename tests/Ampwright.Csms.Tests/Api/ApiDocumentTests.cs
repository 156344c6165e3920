using System.Text.Json;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Ocpp.Payloads;
using Microsoft.AspNetCore.Routing;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Api;

[Once]
public sealed class ApiDocumentTests
{
    [Fact]
    public async Task The_document_names_every_route_of_the_API_and_no_other()
    {
        await using var csms = await ServedCsms.StartAsync();
        var document = (await csms.SendAsync("GET", "/openapi/v1.json")).Json;

        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        var served = csms.Routes.Where(route => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription != true)
            .SelectMany(route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(
                method => $"{method} {Pattern(route)}"));

        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_summary_its_problems_and_says_how_to_prove_who_asks()
    {
        await using var csms = await ServedCsms.StartAsync();
        var document = (await csms.SendAsync("GET", "/openapi/v1.json")).Json;
        var names = new HashSet<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var where = $"{operation.Name} {path.Name}";
                Assert.True(names.Add(operation.Value.GetProperty("operationId").GetString()!), where);
                Assert.True(operation.Value.GetProperty("summary").GetString() is { Length: > 0 }, where);
                var open = operation.Value.GetProperty("security").GetArrayLength() == 0;
                var responses = operation.Value.GetProperty("responses");
                Assert.True(open || (responses.TryGetProperty("401", out _) && responses.TryGetProperty("403", out _)), where);
                Assert.Equal(path.Name.StartsWith("/api/v1/connector-pages/", StringComparison.Ordinal) || where is "post /api/v1/session" or "post /api/v1/payment-notices/{provider}" or "post /api/v1/guest-starts" or "get /health/live" or "get /health/ready" or "get /open-data/v1/locations", open);
            }
        }
    }

    [Fact]
    public async Task Every_reference_in_the_document_leads_somewhere()
    {
        await using var csms = await ServedCsms.StartAsync();
        var document = (await csms.SendAsync("GET", "/openapi/v1.json")).Json;
        var references = References(document).Distinct().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            var at = document;
            foreach (var step in reference.TrimStart('#', '/').Split('/')) Assert.True(at.TryGetProperty(step, out at), reference);
        });
    }

    [Fact]
    public async Task Every_commands_body_and_answer_are_described_field_by_field()
    {
        await using var csms = await ServedCsms.StartAsync();
        var document = (await csms.SendAsync("GET", "/openapi/v1.json")).Json;
        foreach (var kind in CommandKind.All)
        {
            var operation = document.GetProperty("paths").GetProperty($"/api/v1/stations/{{identity}}/commands/{kind.Action.Name}").GetProperty("post");
            AssertDescribes(document, operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"), kind.Action.Request);
            foreach (var status in (string[])["200", "202"])
            {
                var answer = operation.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("allOf");
                Assert.Equal("#/components/schemas/CommandView", answer[0].GetProperty("$ref").GetString());
                AssertDescribes(document, answer[1].GetProperty("properties").GetProperty("answer").GetProperty("oneOf")[0], kind.Action.Response);
            }
        }
    }

    [Fact]
    public async Task Every_body_and_every_answer_has_an_example_that_fits_its_schema()
    {
        await using var csms = await ServedCsms.StartAsync();
        var document = (await csms.SendAsync("GET", "/openapi/v1.json")).Json;
        var faults = new List<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var parts = operation.Value.GetProperty("responses").EnumerateObject().Where(answer => answer.Name[0] == '2').Select(answer => (What: answer.Name, answer.Value)).ToList();
                if (operation.Value.TryGetProperty("requestBody", out var body)) parts.Add(("body", body));
                foreach (var (what, part) in parts)
                {
                    if (!part.TryGetProperty("content", out var content) || !content.TryGetProperty("application/json", out var json)) continue;
                    var where = $"{operation.Name} {path.Name} {what}";
                    // An object without members is its own example.
                    if (!HasMembers(document, json.GetProperty("schema"))) continue;
                    if (!json.TryGetProperty("example", out var example)) faults.Add($"{where}: has no example");
                    else faults.AddRange(Misfits(document, json.GetProperty("schema"), example, where));
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static bool HasMembers(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        return !schema.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "object" || schema.TryGetProperty("properties", out _);
    }

    /// <summary>Fields that the schema does not have, and needed ones that are not there; of an answer all are.</summary>
    private static IEnumerable<string> Misfits(JsonElement document, JsonElement schema, JsonElement value, string where)
    {
        if (value.ValueKind == JsonValueKind.Null) yield break;
        if (schema.TryGetProperty("$ref", out var reference)) schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        foreach (var several in (string[])["oneOf", "allOf"])
        {
            if (!schema.TryGetProperty(several, out var schemas)) continue;
            // What is said besides of a command's answer is looked at by itself.
            var first = schemas.EnumerateArray().First(one => !one.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "null");
            foreach (var misfit in Misfits(document, first, value, where)) yield return misfit;
            yield break;
        }
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var misfit in value.EnumerateArray().SelectMany(item => Misfits(document, items, item, $"{where}[]"))) yield return misfit;
        }
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties)) yield break;
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _))) yield return $"{where}: {name} is missing";
        }
        foreach (var property in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(property.Name, out var described)) yield return $"{where}: there is no {property.Name}";
            else foreach (var misfit in Misfits(document, described, property.Value, $"{where}.{property.Name}")) yield return misfit;
        }
    }

    private static void AssertDescribes(JsonElement document, JsonElement schema, PayloadShape shape)
    {
        if (schema.TryGetProperty("$ref", out var reference)) schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        Assert.Equal(shape.Fields.Where(field => field.Required).Select(field => field.Name).Order(StringComparer.Ordinal), required.Order(StringComparer.Ordinal));
        if (shape.Fields.Count == 0) return;
        var properties = schema.GetProperty("properties");
        Assert.Equal(shape.Fields.Select(field => field.Name), properties.EnumerateObject().Select(property => property.Name));
        foreach (var field in shape.Fields)
        {
            var described = properties.GetProperty(field.Name);
            var inner = described.TryGetProperty("items", out var items) ? items : described;
            if (field.MaxLength is { } most) Assert.Equal(most, inner.GetProperty("maxLength").GetInt32());
            if (field.Minimum is { } least) Assert.Equal(least, inner.GetProperty("minimum").GetInt32());
            if (field.Kind == FieldKind.Enum) Assert.Equal(field.EnumTexts, inner.GetProperty("enum").EnumerateArray().Select(text => text.GetString()!));
            if (field.Nested is { } nested) AssertDescribes(document, inner, nested);
        }
    }

    private static string Pattern(RouteEndpoint route) =>
        "/" + route.RoutePattern.RawText!.Trim('/').Replace(":long}", "}", StringComparison.Ordinal).Replace(":int}", "}", StringComparison.Ordinal);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.NameEquals("$ref") ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}

using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Ampwright.Csms.Api;

/// <summary>
/// Gives each body and each answer of the document an example, by its schema, where its route has none of its own: that of another route, or the one in
/// <c>examples.json</c>; who adds a type adds its example here or there, else it is made up by the schema. A page shows one item.
/// </summary>
internal static class SchemaExamples
{
    private const string Json = "application/json";
    private const string PageOf = "PageOf";
    private const string Commands = "/commands/";
    private const int Deepest = 8;

    public static void Fill(OpenApiDocument api)
    {
        using var file = typeof(SchemaExamples).Assembly.GetManifestResourceStream("Ampwright.Csms.Api.examples.json")!;
        var known = JsonNode.Parse(file)!.AsObject();
        var shown = Bodies(api).ToList();
        foreach (var (_, _, body) in shown)
        {
            if (body is { Example: { } example, Schema: OpenApiSchemaReference { Reference.Id: { } name } }) known[name] ??= example.DeepClone();
        }
        foreach (var (path, status, body) in shown)
        {
            var action = path.Contains(Commands, StringComparison.Ordinal) ? path[(path.LastIndexOf('/') + 1)..] : null;
            body.Example ??= (action is null ? null : status is null ? known[$"Ocpp{action}Request"]?.DeepClone() : OfCommand(known, action, isOver: status == "200"))
                ?? Of(known, body.Schema) ?? Made(known, body.Schema);
        }
    }

    /// <summary>Bodies of requests (without a status), and of answers that are no problem.</summary>
    private static IEnumerable<(string Path, string? Status, OpenApiMediaType Body)> Bodies(OpenApiDocument api)
    {
        foreach (var (path, item) in api.Paths)
        {
            foreach (var operation in (item.Operations ?? []).Values)
            {
                if (operation.RequestBody?.Content?.TryGetValue(Json, out var asked) == true) yield return (path, null, asked);
                foreach (var (status, given) in operation.Responses ?? [])
                {
                    if (status[0] == '2' && given.Content?.TryGetValue(Json, out var told) == true) yield return (path, status, told);
                }
            }
        }
    }

    private static JsonNode? Of(JsonObject known, IOpenApiSchema? schema)
    {
        if (schema is not OpenApiSchemaReference { Reference.Id: { } name }) return null;
        if (known[name] is { } example) return example.DeepClone();
        return name.StartsWith(PageOf, StringComparison.Ordinal) && known[name[PageOf.Length..]] is { } one
            ? new JsonObject { ["items"] = new JsonArray(one.DeepClone()), ["next"] = null } : null;
    }

    /// <summary>What the schema alone says, where nobody has given an example.</summary>
    private static JsonNode? Made(JsonObject known, IOpenApiSchema? schema, int depth = 0)
    {
        if (schema is null || depth > Deepest) return null;
        if (depth > 0 && Of(known, schema) is { } example) return example;
        if (schema.AllOf is [var first, ..]) return Made(known, first, depth + 1);
        if (schema.OneOf is { Count: > 0 } several) return Made(known, several.FirstOrDefault(one => one.Type != JsonSchemaType.Null), depth + 1);
        if (schema.Enum is [var word, ..]) return word?.DeepClone();
        return schema.Type switch
        {
            JsonSchemaType.Object => new JsonObject((schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
                .Select(property => KeyValuePair.Create(property.Key, Made(known, property.Value, depth + 1)))),
            JsonSchemaType.Array => new JsonArray(Made(known, schema.Items, depth + 1)),
            JsonSchemaType.Boolean => false,
            JsonSchemaType.Integer or JsonSchemaType.Number => 1,
            JsonSchemaType.String => schema.Format == "date-time" ? "2026-03-01T12:00:00Z" : "text",
            _ => null,
        };
    }

    /// <summary>A command with this action's own payload and answer.</summary>
    private static JsonObject? OfCommand(JsonObject known, string action, bool isOver)
    {
        if (known[$"Ocpp{action}Request"] is not { } request || known[$"Ocpp{action}Response"] is not { } answer) return null;
        var command = known["CommandView"]!.DeepClone().AsObject();
        command["action"] = action;
        command["request"] = request.DeepClone();
        command["state"] = isOver ? "Answered" : "Queued";
        command["status"] = isOver ? answer["status"]?.DeepClone() : null;
        command["answer"] = isOver ? answer.DeepClone() : null;
        if (isOver) return command;
        command["sentAt"] = command["finishedAt"] = null;
        return command;
    }
}

using Ampwright.Csms.Api;
using Microsoft.OpenApi;

namespace Ampwright.Csms.Commands;

/// <summary>What the OpenAPI document says of a command's body and of its answer, action by action.</summary>
internal static class CommandDocument
{
    private const string Json = "application/json";

    public static void Describe(OpenApiOperation operation, OpenApiDocument document, CommandKind kind)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"The payload of {kind.Action.Name}.req",
            Content = new Dictionary<string, OpenApiMediaType> { [Json] = new() { Schema = PayloadSchemas.Of(document, kind.Action.Request) } },
        };
        foreach (var status in (string[])["200", "202"])
        {
            if (operation.Responses is { } responses && responses.TryGetValue(status, out var response)
                && response.Content is { } answer && answer.TryGetValue(Json, out var content) && content is OpenApiMediaType { Schema: { } command } described)
                described.Schema = With(command, document, kind);
        }
    }

    /// <summary>The command as everywhere, and in it the payloads of this action. Secrets in the request are masked, and so may break its rules.</summary>
    private static OpenApiSchema With(IOpenApiSchema command, OpenApiDocument document, CommandKind kind) => new()
    {
        AllOf =
        [
            command,
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["request"] = PayloadSchemas.Of(document, kind.Action.Request),
                    ["answer"] = new OpenApiSchema { OneOf = [PayloadSchemas.Of(document, kind.Action.Response), new OpenApiSchema { Type = JsonSchemaType.Null }] },
                },
            },
        ],
    };
}

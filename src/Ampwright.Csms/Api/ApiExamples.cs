using System.Text.Json.Nodes;

namespace Ampwright.Csms.Api;

/// <summary>Puts examples into the API's document.</summary>
internal static class ApiExamples
{
    private const string Json = "application/json";

    /// <param name="route">The route.</param>
    /// <param name="body">Of the request, as JSON; null where it has none.</param>
    /// <param name="answer">Of an answer that is no problem; null where it has no body.</param>
    public static RouteHandlerBuilder WithExamples(this RouteHandlerBuilder route, string? body, string? answer) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        if (body is not null && operation.RequestBody?.Content is { } asked && asked.TryGetValue(Json, out var shown)) shown.Example = JsonNode.Parse(body);
        foreach (var status in answer is null ? [] : (string[])["200", "201", "202"])
        {
            if (operation.Responses?.TryGetValue(status, out var given) == true && given.Content?.TryGetValue(Json, out var told) == true) told.Example = JsonNode.Parse(answer!);
        }
        return Task.CompletedTask;
    });
}

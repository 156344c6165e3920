using System.Text.Json.Nodes;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>What the API's document shows of an upgrade.</summary>
internal static class UpgradeExamples
{
    private const string Json = "application/json";

    private const string Asked = """{"securityProfile":2,"reset":"Hard","resetAfter":60,"timeoutMinutes":15}""";

    private const string Looked = """
        {"station":"CP1","fromProfile":1,"targetProfile":2,"possible":true,
         "checks":[{"name":"tlsEndpoint","ok":true,"detail":"the station must know wss://csms.example.org:8443/ocpp/CP1 beforehand: no message tells it"}],
         "steps":["RootCertificate","SecurityProfile","Reset","Connection"]}
        """;

    private const string Begun = """
        {"id":7,"station":"CP1","fromProfile":1,"targetProfile":2,"state":"Preparing","why":null,"acceptsBoth":false,"requestedBy":"account:owner",
         "requestedAt":"2026-03-01T12:00:00Z","switchedAt":null,"endedAt":null,
         "steps":[{"step":"RootCertificate","state":"Running","detail":null,"command":41,"beganAt":"2026-03-01T12:00:00Z","endedAt":null},
                  {"step":"SecurityProfile","state":"Waiting","detail":null,"command":null,"beganAt":null,"endedAt":null}]}
        """;

    public static RouteHandlerBuilder WithUpgradeExamples(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        if (operation.RequestBody?.Content is { } asked && asked.TryGetValue(Json, out var body)) body.Example = JsonNode.Parse(Asked);
        foreach (var (status, example) in new[] { ("200", Looked), ("202", Begun) })
        {
            if (operation.Responses?.TryGetValue(status, out var answer) == true && answer.Content?.TryGetValue(Json, out var told) == true) told.Example = JsonNode.Parse(example);
        }
        return Task.CompletedTask;
    });
}

using Ampwright.Csms.Access;
using Ampwright.Csms.Commands;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ampwright.Csms.Api;

/// <summary>The OpenAPI document: what the endpoints do not say themselves is added here.</summary>
internal static class ApiDocument
{
    private const string Bearer = "apiToken";
    private const string Cookie = "session";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.AddDocumentTransformer((api, _, _) =>
        {
            api.Info = new OpenApiInfo
            {
                Title = "Ampwright CSMS",
                Version = "1",
                Description = "Stations, connectors, id tags, transactions and commands of an OCPP 1.6J charging network. "
                    + "Every error is a problem document (RFC 9457) whose detail says what to do. Instants are RFC 3339 in UTC, energy is in Wh, power in W.",
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            // Whoever reads the document knows where it came from; the addresses in it are relative to that.
            api.Servers = [new OpenApiServer { Url = "/" }];
            api.Components ??= new OpenApiComponents();
            api.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token, made by an owner with POST /api/v1/tokens" },
                [Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = Sessions.Cookie, Description = "The page's session" },
            };
            return Task.CompletedTask;
        });
        document.AddOperationTransformer(async (operation, context, cancel) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security = [];
            }
            else
            {
                var role = metadata.OfType<NeededRole>().LastOrDefault()?.Role ?? Role.Viewer;
                operation.Description = $"{operation.Description}{(operation.Description is null ? "" : " ")}Needs the role {role.ToText()}.";
                operation.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, context.Document)] = [] },
                ];
                await AddProblemsAsync(operation, context, [401, 403], cancel);
            }
            if (metadata.OfType<CommandKind>().FirstOrDefault() is { } kind) CommandDocument.Describe(operation, context.Document!, kind);
            if (operation.RequestBody is not null) await AddProblemsAsync(operation, context, [400, 413, 415], cancel);
            else if (operation.Parameters is { Count: > 0 }) await AddProblemsAsync(operation, context, [400], cancel);
            // Whatever is stored may find no room.
            await AddProblemsAsync(operation, context, HttpMethods.IsGet(context.Description.HttpMethod ?? "") ? [500, 503] : [500, 503, 507], cancel);
        });
        // Last: the schemas have their names by then.
        document.AddDocumentTransformer((api, _, _) =>
        {
            SchemaExamples.Fill(api);
            return Task.CompletedTask;
        });
    });

    private static async Task AddProblemsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, int[] statuses, CancellationToken cancel)
    {
        operation.Responses ??= [];
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancel);
        context.Document?.AddComponent(nameof(Problem), schema);
        foreach (var status in statuses)
        {
            operation.Responses.TryAdd(status.ToString(), new OpenApiResponse
            {
                Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemAnswer.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
                },
            });
        }
    }
}

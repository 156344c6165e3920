using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Configuration;

/// <summary>A station's configuration as it was last read, and how it stands to its template.</summary>
internal static class ConfigurationEndpoints
{
    public static void MapConfiguration(this IEndpointRouteBuilder api)
    {
        var configuration = api.MapGroup("/stations/{identity}/configuration").WithTags("configuration");
        configuration.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getConfiguration").WithSummary("Read a station's configuration as it was last told").Fails(404);
        configuration.MapPost("/read", ReadAsync).Needs(Role.Support).WithName("readConfiguration").WithSummary("Ask the station for its configuration, a few keys at a time")
            .WithDescription("As many at once as its GetConfigurationMaxKeys says. Answers 202; 'unread' of the configuration says how many are still to be asked for.")
            .Produces<ConfigurationView>(202).Fails(404, 409, 422);
        configuration.MapPut("/template", AssignAsync).Needs(Role.Operator).WithName("assignTemplate").WithSummary("Say which template the station is to follow").Fails(404, 422);
        configuration.MapGet("/drift", DriftAsync).Needs(Role.Viewer).WithName("getDrift").WithSummary("Compare the station with its template").Fails(404);
        configuration.MapPost("/apply", ApplyAsync).Needs(Role.Operator).WithName("applyTemplate").WithSummary("Write what differs from the template")
            .WithDescription("Queues a ChangeConfiguration for each key that differs, was refused or never read; read-only and unknown keys are left alone. Each is read back.")
            .Produces<AppliedView>(202).Fails(404, 409);
    }

    private static async Task<Ok<ConfigurationView>> GetAsync(string identity, StationRegistry registry, Database database) =>
        TypedResults.Ok(await ViewAsync(await FindAsync(identity, registry), database));

    private static async Task<Accepted<ConfigurationView>> ReadAsync(string identity, ReadConfigurationRequest request, Caller caller, StationRegistry registry, Database database)
    {
        var station = await FindAsync(identity, registry);
        var errors = new FieldErrors();
        if (request.Keys is { Count: 0 or > 500 }) errors.Add("keys", "Give 1 to 500 keys, or leave it out for all that are known.");
        foreach (var key in request.Keys ?? []) errors.Text("keys", key, 50);
        errors.ThrowIfAny();
        await OrConflictAsync(() => database.WriteAsync(unit =>
        {
            var current = StationRegistry.Find(unit.Connection, identity) ?? throw StationEndpoints.Unknown(identity);
            ConfigurationReading.Begin(unit, current, request.Keys ?? ConfigurationReading.UsualNames(unit.Connection, current.StationId), caller.Label);
            AuditLog.Append(unit, caller, "configuration.read", current.Identity);
        }));
        return TypedResults.Accepted($"/api/v1/stations/{Uri.EscapeDataString(station.Identity)}/configuration", await ViewAsync(station, database));
    }

    private static async Task<Ok<ConfigurationView>> AssignAsync(string identity, AssignTemplateRequest request, Caller caller, StationRegistry registry, Database database)
    {
        var station = await FindAsync(identity, registry);
        var errors = new FieldErrors();
        await database.WriteAsync(unit =>
        {
            if (request.Template is { } id && (Templates.Find(unit.Connection, id) is not { } template || !template.SeenBy(caller.Scope) || !template.Scope.Covers(station.SiteId)))
                errors.Add("template", $"There is no template {id} for the site the station stands at. GET /api/v1/configuration-templates lists them.");
            errors.ThrowIfAny();
            Templates.Assign(unit, station.StationId, request.Template);
            AuditLog.Append(unit, caller, "configuration.assign", station.Identity, $$"""{"template":{{request.Template?.ToString() ?? "null"}}}""");
        });
        return TypedResults.Ok(await ViewAsync(station, database));
    }

    private static async Task<Ok<DriftView>> DriftAsync(string identity, StationRegistry registry, Database database)
    {
        var station = await FindAsync(identity, registry);
        return TypedResults.Ok(await database.ReadAsync(connection =>
        {
            var template = Templates.OfStation(connection, station.StationId) ?? throw NoTemplate(station);
            return DriftView.Of(template, Drift.Of(template, ConfigurationStore.Of(connection, station.StationId), station.LastBootAt));
        }));
    }

    private static async Task<Accepted<AppliedView>> ApplyAsync(string identity, Caller caller, StationRegistry registry, Database database)
    {
        var station = await FindAsync(identity, registry);
        AppliedView? applied = null;
        await OrConflictAsync(async () => applied = await database.WriteAsync(unit =>
        {
            var current = StationRegistry.Find(unit.Connection, identity) ?? throw StationEndpoints.Unknown(identity);
            var template = Templates.OfStation(unit.Connection, current.StationId) ?? throw NoTemplate(current);
            var drift = Drift.Of(template, ConfigurationStore.Of(unit.Connection, current.StationId), current.LastBootAt);
            var given = drift.Where(key => key.State is DriftState.Differs or DriftState.Unread or DriftState.Refused).Select(key => new WrittenKeyView(key.Name, key.Expected,
                CommandQueue.Add(unit, current, NewCommand.Of(new ChangeConfigurationRequest { Key = key.Name, Value = key.Expected }, caller.Label)).CommandId)).ToList();
            AuditLog.Append(unit, caller, "configuration.apply", current.Identity, $$"""{"template":{{template.TemplateId}},"keys":{{given.Count}}}""");
            return new AppliedView(given);
        }));
        return TypedResults.Accepted($"/api/v1/stations/{Uri.EscapeDataString(station.Identity)}/configuration/drift", applied!);
    }

    private static async Task OrConflictAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (CommandInvalidException refusal)
        {
            throw Problem.Conflict(refusal.Conflict ?? "command-invalid", refusal.Message).AsException();
        }
    }

    private static async Task<StationRecord> FindAsync(string identity, StationRegistry registry) => await registry.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);

    private static async Task<ConfigurationView> ViewAsync(StationRecord station, Database database) => await database.ReadAsync(connection => new ConfigurationView(
        Templates.OfStation(connection, station.StationId)?.TemplateId, ConfigurationReading.Remaining(connection, station.StationId),
        ConfigurationStore.Of(connection, station.StationId).ConvertAll(entry => ConfigurationKeyView.Of(entry, station.LastBootAt))));

    private static ProblemException NoTemplate(StationRecord station) => Problem.NotFound("no-template",
        $"Station '{station.Identity}' follows no template. PUT /api/v1/stations/{station.Identity}/configuration/template says which.").AsException();
}

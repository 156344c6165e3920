using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Files;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Commands.Bulk;

/// <summary>One command for many stations.</summary>
internal static class BulkEndpoints
{
    private const int MostConcurrency = 1000;

    public static void MapBulkCommands(this IEndpointRouteBuilder api)
    {
        var bulk = api.MapGroup("/bulk-commands").WithTags("commands");
        bulk.MapPost("", CreateAsync).Needs(Role.Operator).HonoursSites().WithName("createBulkCommand").WithSummary("Give one command to a selection of stations")
            .WithDescription("The stations are chosen when it is created. At most 'concurrency' of its commands are under way at once; each is an ordinary command. "
                + "With firmwareUpdate or logUpload in place of an action each station has an update or upload of its own, which is under way until its end.").Fails(422);
        bulk.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listBulkCommands").WithSummary("List the bulk commands, the newest first").Fails(422);
        bulk.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getBulkCommand").WithSummary("Read how far a bulk command is").Fails(404);
        bulk.MapGet("/{id:long}/stations", TargetsAsync).Needs(Role.Viewer).HonoursSites().WithName("listBulkCommandStations")
            .WithSummary("List what became of it at each station").Fails(404, 422);
        Turn("pause", BulkState.Paused, "Give no more of its commands; what is under way is carried out");
        Turn("resume", BulkState.Running, "Go on; what failed before is forgiven");
        Turn("cancel", BulkState.Cancelled, "End it; what was not sent yet is taken back");

        void Turn(string verb, BulkState to, string summary) => bulk.MapPost($"/{{id:long}}/{verb}",
                (long id, Caller caller, Database database) => TurnAsync(id, verb, to, caller, database))
            .Needs(Role.Operator).HonoursSites().WithName($"{verb}BulkCommand").WithSummary(summary).Fails(404, 409);
    }

    private static async Task<Created<BulkCommandView>> CreateAsync(BulkCommandRequest request, Caller caller, Database database, SecretBox box, TimeProvider time)
    {
        var errors = new FieldErrors();
        if (request.Concurrency is < 1 or > MostConcurrency) errors.Add("concurrency", $"Give 1 to {MostConcurrency}.");
        if (request.StopOnErrorPercent is < 1 or > 100) errors.Add("stopOnErrorPercent", "Give 1 to 100, or leave it out to never stop.");
        CommandLifetime.Check(errors, request.ExpiresIn);
        TransferOrder? order = request.FirmwareUpdate is { } update
            ? await FirmwareOrder.OfAsync(update, errors.Within("firmwareUpdate"), database, box, time.GetUtcNow())
            : request.LogUpload is { } upload ? LogOrder.Of(upload, errors.Within("logUpload")) : null;
        var command = Read(errors, request, order, caller);
        var (stations, unknown) = await database.ReadAsync(connection => BulkSelection.Of(connection, request.Stations, request.Filter, caller.Scope));
        if (unknown.Count > 0) errors.Add("stations", $"Not registered: {string.Join(", ", unknown)}.");
        if (stations.Count == 0 && unknown.Count == 0) errors.Add("stations", "No station is selected. Give identities, or a filter that some stations match.");
        errors.ThrowIfAny();
        var id = await database.WriteAsync(unit =>
        {
            var made = BulkLife.Create(unit, command!, stations, request.Concurrency ?? 10, request.StopOnErrorPercent, order);
            AuditLog.Append(unit, caller, $"bulk.{command!.Kind.Action.Name}", made.ToString(CultureInfo.InvariantCulture), $$"""{"stations":{{stations.Count}}}""");
            return made;
        });
        return TypedResults.Created($"/api/v1/bulk-commands/{id}", BulkCommandView.Of(await FindAsync(id, caller, database)));
    }

    private static NewCommand? Read(FieldErrors errors, BulkCommandRequest request, TransferOrder? order, Caller caller)
    {
        var transfers = (request.FirmwareUpdate is null ? 0 : 1) + (request.LogUpload is null ? 0 : 1);
        if (transfers > 0)
        {
            if (transfers > 1 || request.Action is not null || request.Payload is not null) errors.Add("action", "Give action and payload, or firmwareUpdate, or logUpload; one of them.");
            if (order is null) return null;
        }
        try
        {
            var command = (order?.Command(caller.Label) ?? NewCommand.Of(request.Action ?? "", request.Payload ?? JsonElement.Parse("{}"), caller.Label)) with
            {
                Lifetime = CommandLifetime.Of(request.ExpiresIn ?? request.FirmwareUpdate?.ExpiresIn ?? request.LogUpload?.ExpiresIn),
                WaitsForStation = request.WaitForStation ?? true,
            };
            if (command.HoldsSecret) errors.Add("payload", "It holds a secret. A secret is one station's own: give it to each as a command.");
            if (caller.Role < command.Kind.Role) errors.Add("action", $"{command.Kind.Action.Name} needs the role {command.Kind.Role.ToText()}.");
            return command;
        }
        catch (CommandInvalidException wrong)
        {
            errors.Add(wrong.Path.Length == 0 ? "action" : $"payload.{wrong.Path}", wrong.Message);
            return null;
        }
    }

    private static async Task<Ok<Page<BulkCommandView>>> ListAsync(Caller caller, Database database, int? limit, long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => BulkLife.List(connection, caller.Scope, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(BulkCommandView.Of), most, bulk => bulk.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<BulkCommandView>> GetAsync(long id, Caller caller, Database database) => TypedResults.Ok(BulkCommandView.Of(await FindAsync(id, caller, database)));

    private static async Task<Ok<Page<BulkStationView>>> TargetsAsync(
        long id, Caller caller, Database database, [Description("Only those: Waiting, Open, Succeeded, Failed or Skipped")] string? state, int? limit, string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        await FindAsync(id, caller, database);
        var past = after is null ? "" : Stations.StationIdentity.Fold(after);
        var found = await database.ReadAsync(connection => BulkLife.Targets(connection, id, state, past, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(target => new BulkStationView(target.Station, target.State, target.CommandId, target.Detail)), most, target => target.Station));
    }

    private static async Task<Ok<BulkCommandView>> TurnAsync(long id, string verb, BulkState to, Caller caller, Database database)
    {
        await FindAsync(id, caller, database);
        var turned = await database.WriteAsync(unit =>
        {
            if (!BulkLife.Turn(unit, id, to)) return false;
            AuditLog.Append(unit, caller, $"bulk.{verb}", id.ToString(CultureInfo.InvariantCulture));
            return true;
        });
        var now = await FindAsync(id, caller, database);
        return turned
            ? TypedResults.Ok(BulkCommandView.Of(now))
            : throw Problem.Conflict("bulk-command-state", $"Bulk command {id} is {now.State}: it cannot {verb}.").AsException();
    }

    private static async Task<BulkCommand> FindAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => BulkLife.Find(connection, id, caller.Scope))
        ?? throw Problem.NotFound("bulk-command-unknown", $"There is no bulk command {id}. GET /api/v1/bulk-commands lists them.").AsException();
}

using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Configuration;

/// <summary>Named sets of configuration values that stations are to have. One that is made with a role on some sites is these sites' own.</summary>
internal static class TemplateEndpoints
{
    private const int MostKeys = 200;

    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/configuration-templates").WithTags("configuration");
        templates.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listTemplates").WithSummary("List the configuration templates").Fails(422);
        templates.MapPost("", AddAsync).Needs(Role.Operator).HonoursSites().WithName("addTemplate").WithSummary("Add a configuration template").Fails(409, 422);
        templates.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getTemplate").WithSummary("Read a configuration template with the stations that follow it").Fails(404);
        templates.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).HonoursSites().WithName("putTemplate").WithSummary("Put this in the place of a template; nothing is written to stations").Fails(403, 404, 409, 412, 422);
        templates.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).HonoursSites().WithName("removeTemplate").WithSummary("Remove a template; stations keep what they have").Fails(403, 404);
    }

    private static async Task<Ok<Page<TemplateView>>> ListAsync(Caller caller, Database database, int? limit, long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection =>
            Templates.List(connection, caller.Scope, after ?? 0, most + 1).ConvertAll(template => TemplateView.Of(template, Templates.StationsOf(connection, template.TemplateId, caller.Scope))));
        return TypedResults.Ok(Paging.Of(found, most, template => template.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<TemplateView>> AddAsync(TemplateRequest request, Caller caller, Database database)
    {
        var (name, keys) = Read(request);
        var id = await database.WriteAsync(unit =>
        {
            var made = Templates.Add(unit, name, caller.Scope, keys);
            if (made is not null) AuditLog.Append(unit, caller, "template.add", name);
            return made;
        }) ?? throw NameTaken(name);
        return TypedResults.Created($"/api/v1/configuration-templates/{id}", (await GetAsync(id, caller, database, null)).Value);
    }

    private static async Task<Ok<TemplateView>> GetAsync(long id, Caller caller, Database database, HttpContext? context)
    {
        var (template, stations) = await database.ReadAsync(connection => (Seen(connection, id, caller), Templates.StationsOf(connection, id, caller.Scope)));
        if (context is not null) EntityVersion.Tell(context, template.Version);
        return TypedResults.Ok(TemplateView.Of(template, stations));
    }

    private static async Task<Ok<TemplateView>> PutAsync(long id, TemplateRequest request, Caller caller, Database database, HttpContext context)
    {
        await database.ReadAsync(connection => Changeable(connection, id, caller));
        var (name, keys) = Read(request);
        var expected = EntityVersion.Expected(context);
        var put = await database.WriteAsync(unit =>
        {
            var present = Changeable(unit.Connection, id, caller);
            if (expected is { } version && version != present.Version) throw EntityVersion.ChangedMeanwhile($"/api/v1/configuration-templates/{id}");
            if (!Templates.Replace(unit, id, name, keys)) return false;
            AuditLog.Append(unit, caller, "template.change", name);
            return true;
        });
        return put ? await GetAsync(id, caller, database, context) : throw NameTaken(name);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database)
    {
        await database.WriteAsync(unit =>
        {
            var template = Changeable(unit.Connection, id, caller);
            Templates.Remove(unit, id);
            AuditLog.Append(unit, caller, "template.remove", template.Name);
        });
        return TypedResults.NoContent();
    }

    /// <summary>One that was made for other sites than the caller's is answered like one that is not there.</summary>
    private static Template Seen(DbConnection connection, long id, Caller caller) => Templates.Find(connection, id) is { } template && template.SeenBy(caller.Scope)
        ? template
        : throw Problem.NotFound("template-unknown", $"There is no template {id}. GET /api/v1/configuration-templates lists them.").AsException();

    private static Template Changeable(DbConnection connection, long id, Caller caller)
    {
        var template = Seen(connection, id, caller);
        return caller.Scope.Covers(template.Scope)
            ? template
            : throw Problem.Forbidden("sites", "This template was made for all sites; your role holds on some only. Add one of your own, or ask somebody whose role holds on all sites.").AsException();
    }

    private static (string Name, List<TemplateKey> Keys) Read(TemplateRequest request)
    {
        var errors = new FieldErrors();
        var name = errors.Text("name", request.Name, 80);
        var given = request.Keys ?? [];
        if (given.Count is 0 or > MostKeys) errors.Add("keys", $"Give 1 to {MostKeys} keys.");
        var keys = new List<TemplateKey>();
        foreach (var (at, key) in given.Take(MostKeys).Index())
        {
            var read = new TemplateKey(errors.Text($"keys[{at}].key", key.Key, 50), errors.Text($"keys[{at}].value", key.Value, 500, least: 0));
            if (CommandSecrets.IsSecret(read.Name)) errors.Add($"keys[{at}].key", "It is a secret, which is kept nowhere: give it to each station as a command.");
            if (keys.Exists(other => ConfigurationStore.Fold(other.Name) == ConfigurationStore.Fold(read.Name))) errors.Add($"keys[{at}].key", "It is given twice.");
            keys.Add(read);
        }
        errors.ThrowIfAny();
        return (name, keys);
    }

    private static ProblemException NameTaken(string name) =>
        Problem.Conflict("template-name-taken", $"A template '{name}' is there already. Change it with PUT, or choose another name.").AsException();
}

using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Configuration;

/// <summary>Named sets of configuration values that stations are to have.</summary>
internal static class TemplateEndpoints
{
    private const int MostKeys = 200;

    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/configuration-templates").WithTags("configuration");
        templates.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listTemplates").WithSummary("List the configuration templates").Fails(422);
        templates.MapPost("", AddAsync).Needs(Role.Operator).WithName("addTemplate").WithSummary("Add a configuration template").Fails(409, 422);
        templates.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getTemplate").WithSummary("Read a configuration template with the stations that follow it").Fails(404);
        templates.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).WithName("putTemplate").WithSummary("Put this in the place of a template; nothing is written to stations").Fails(404, 409, 422);
        templates.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeTemplate").WithSummary("Remove a template; stations keep what they have").Fails(404);
    }

    private static async Task<Ok<Page<TemplateView>>> ListAsync(Database database, int? limit, long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection =>
            Templates.List(connection, after ?? 0, most + 1).ConvertAll(template => TemplateView.Of(template, Templates.StationsOf(connection, template.TemplateId))));
        return TypedResults.Ok(Paging.Of(found, most, template => template.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<TemplateView>> AddAsync(TemplateRequest request, Caller caller, Database database)
    {
        var (name, keys) = Read(request);
        var id = await database.WriteAsync(unit =>
        {
            var made = Templates.Add(unit, name, keys);
            if (made is not null) AuditLog.Append(unit, caller, "template.add", name);
            return made;
        }) ?? throw NameTaken(name);
        return TypedResults.Created($"/api/v1/configuration-templates/{id}", await ViewAsync(id, database));
    }

    private static async Task<Ok<TemplateView>> GetAsync(long id, Database database) => TypedResults.Ok(await ViewAsync(id, database));

    private static async Task<Ok<TemplateView>> PutAsync(long id, TemplateRequest request, Caller caller, Database database)
    {
        await ViewAsync(id, database);
        var (name, keys) = Read(request);
        var put = await database.WriteAsync(unit =>
        {
            if (!Templates.Replace(unit, id, name, keys)) return false;
            AuditLog.Append(unit, caller, "template.change", name);
            return true;
        });
        return put ? TypedResults.Ok(await ViewAsync(id, database)) : throw NameTaken(name);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database)
    {
        var template = await ViewAsync(id, database);
        await database.WriteAsync(unit =>
        {
            Templates.Remove(unit, id);
            AuditLog.Append(unit, caller, "template.remove", template.Name);
        });
        return TypedResults.NoContent();
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

    private static async Task<TemplateView> ViewAsync(long id, Database database) => await database.ReadAsync(connection =>
            Templates.Find(connection, id) is { } template ? TemplateView.Of(template, Templates.StationsOf(connection, id)) : null)
        ?? throw Problem.NotFound("template-unknown", $"There is no template {id}. GET /api/v1/configuration-templates lists them.").AsException();

    private static ProblemException NameTaken(string name) =>
        Problem.Conflict("template-name-taken", $"A template '{name}' is there already. Change it with PUT, or choose another name.").AsException();
}

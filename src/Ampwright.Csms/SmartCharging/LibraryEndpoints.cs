using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Rpc;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.SmartCharging;

/// <summary>Named charging profiles to choose from.</summary>
internal static class LibraryEndpoints
{
    public static void MapProfileLibrary(this IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/charging-profiles").WithTags("smart charging");
        profiles.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listChargingProfiles").WithSummary("List the charging profiles to choose from").Fails(422);
        profiles.MapPost("", AddAsync).Needs(Role.Operator).WithName("addChargingProfile").WithSummary("Add a charging profile to choose from").Fails(409, 422);
        profiles.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getChargingProfile").WithSummary("Read a charging profile").Fails(404);
        profiles.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).WithName("putChargingProfile").WithSummary("Put this in its place; stations keep what they have").Fails(404, 409, 422);
        profiles.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeChargingProfile").WithSummary("Remove a charging profile; stations keep what they have").Fails(404);
    }

    private static async Task<Ok<Page<LibraryProfileView>>> ListAsync(
        Database database, [Description("Items on a page, 1 to 500; 50 when absent")] int? limit, [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => ProfileLibrary.List(connection, after ?? 0, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(LibraryProfileView.Of), most, profile => profile.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<LibraryProfileView>> AddAsync(LibraryProfileRequest request, Caller caller, Database database)
    {
        var (name, profile) = Read(request);
        var id = await database.WriteAsync(unit =>
        {
            var made = ProfileLibrary.Add(unit, name, profile);
            if (made is not null) AuditLog.Append(unit, caller, "chargingProfile.add", name);
            return made;
        }) ?? throw NameTaken(name);
        return TypedResults.Created($"/api/v1/charging-profiles/{id}", LibraryProfileView.Of(await FindAsync(id, database)));
    }

    private static async Task<Ok<LibraryProfileView>> GetAsync(long id, Database database) => TypedResults.Ok(LibraryProfileView.Of(await FindAsync(id, database)));

    private static async Task<Ok<LibraryProfileView>> PutAsync(long id, LibraryProfileRequest request, Caller caller, Database database)
    {
        await FindAsync(id, database);
        var (name, profile) = Read(request);
        var put = await database.WriteAsync(unit =>
        {
            if (!ProfileLibrary.Replace(unit, id, name, profile)) return false;
            AuditLog.Append(unit, caller, "chargingProfile.change", name);
            return true;
        });
        return put ? await GetAsync(id, database) : throw NameTaken(name);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database)
    {
        var profile = await FindAsync(id, database);
        await database.WriteAsync(unit =>
        {
            ProfileLibrary.Remove(unit, id);
            AuditLog.Append(unit, caller, "chargingProfile.remove", profile.Name);
        });
        return TypedResults.NoContent();
    }

    internal static async Task<LibraryProfile> FindAsync(long id, Database database) =>
        await database.ReadAsync(connection => ProfileLibrary.Find(connection, id))
        ?? throw Problem.NotFound("charging-profile-unknown", $"There is no charging profile {id}. GET /api/v1/charging-profiles lists them.").AsException();

    private static (string Name, string Profile) Read(LibraryProfileRequest request)
    {
        var errors = new FieldErrors();
        var name = errors.Text("name", request.Name, 80);
        var profile = request.Profile is { ValueKind: JsonValueKind.Object } given ? given.GetRawText() : null;
        if (profile is null) errors.Add("profile", "Give an object as in csChargingProfiles of SetChargingProfile.");
        else
        {
            try
            {
                ProfileLibrary.Request(0, profile);
            }
            catch (OcppViolationException violation)
            {
                errors.Add(violation.Path.Replace("csChargingProfiles", "profile", StringComparison.Ordinal), violation.Message);
            }
        }
        errors.ThrowIfAny();
        return (name, profile!);
    }

    private static ProblemException NameTaken(string name) => Problem.Conflict("name-taken", $"There is a charging profile '{name}' already. Choose another name.").AsException();
}

internal sealed record LibraryProfileRequest(
    string? Name, [property: Description("As in csChargingProfiles of SetChargingProfile, checked strictly")] JsonElement? Profile);

internal sealed record LibraryProfileView(long Id, string Name, JsonElement Profile, DateTimeOffset ChangedAt)
{
    public static LibraryProfileView Of(LibraryProfile profile) => new(profile.LibraryId, profile.Name, JsonElement.Parse(profile.Profile), profile.ChangedAt);
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.ConnectorPages;

/// <summary>Whether and how a driver signs in at connectors' pages; for those who run the network.</summary>
internal static class DriverSignInEndpoints
{
    public static void MapDriverSignIns(this IEndpointRouteBuilder api)
    {
        var signIn = api.MapGroup("/drivers/{id:long}/sign-in").WithTags("drivers");
        signIn.MapGet("", GetAsync).Needs(Role.Viewer).WithName("getDriverSignIn").WithSummary("By which name a driver signs in at connectors' pages").Fails(404)
            .WithExamples(null, """{"name":"ann@example.org","changedAt":"2026-03-01T12:00:00Z","password":null}""");
        signIn.MapPut("", PutAsync).Needs(Role.Operator).WithName("putDriverSignIn").WithSummary("Let a driver sign in at connectors' pages, or set another password")
            .WithDescription("The password is generated and told only in this answer. Whoever was signed in as this driver no longer is.").Fails(404, 409, 422)
            .WithExamples("""{"name":"ann@example.org"}""", """{"name":"ann@example.org","changedAt":"2026-03-01T12:00:00Z","password":"qVw3n-Jd7xk-Hm2pE-t9RzA"}""");
        signIn.MapDelete("", RemoveAsync).Needs(Role.Operator).WithName("removeDriverSignIn").WithSummary("Let a driver sign in no more").Fails(404);
    }

    private static async Task<Ok<DriverSignInView>> GetAsync(long id, Database database) =>
        await database.ReadAsync(connection => DriverSignIns.Find(connection, id)) is { } present
            ? TypedResults.Ok(new DriverSignInView(present.Name, present.ChangedAt, null))
            : throw None(id);

    private static async Task<Ok<DriverSignInView>> PutAsync(long id, DriverSignInRequest request, Caller caller, Database database, HttpContext context)
    {
        var errors = new FieldErrors();
        var name = errors.Text("name", request.Name, 100);
        errors.ThrowIfAny();
        var password = Passwords.Generate();
        var hash = await Task.Run(() => Passwords.Hash(password));
        var made = await database.WriteAsync(unit =>
        {
            if (!DriverList.Exists(unit.Connection, id)) throw DriverEndpoints.Unknown(id);
            if (!DriverSignIns.Put(unit, caller, id, name, hash))
                throw Problem.Conflict("name-taken", $"Another driver signs in as '{name}'. Give another name: a mail address is the driver's alone.").AsException();
            return DriverSignIns.Find(unit.Connection, id)!;
        });
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new DriverSignInView(made.Name, made.ChangedAt, password));
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database)
    {
        if (!await database.WriteAsync(unit => DriverSignIns.Remove(unit, caller, id))) throw None(id);
        return TypedResults.NoContent();
    }

    private static ProblemException None(long id) =>
        Problem.NotFound("sign-in-unknown", $"Driver {id} does not sign in. PUT /api/v1/drivers/{id}/sign-in with a name lets the driver.").AsException();
}

internal sealed record DriverSignInRequest
{
    [Required, MaxLength(100), Description("What the driver types: a mail address, most often")]
    public string? Name { get; init; }
}

internal sealed record DriverSignInView(string Name, DateTimeOffset ChangedAt, [property: Description("Told only when it is set")] string? Password);

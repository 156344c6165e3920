using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Drivers;

/// <summary>The drivers: of the whole installation, because their tags are known everywhere.</summary>
internal static class DriverEndpoints
{
    public static void MapDrivers(this IEndpointRouteBuilder api)
    {
        var drivers = api.MapGroup("/drivers").WithTags("drivers");
        drivers.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listDrivers").WithSummary("List the drivers").Fails(422);
        drivers.MapPost("", AddAsync).Needs(Role.Operator).WithName("addDriver").WithSummary("Add a driver").Fails(422);
        drivers.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getDriver").WithSummary("Read one driver").Fails(404);
        drivers.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).WithName("putDriver").WithSummary("Replace all that is said about a driver").Fails(404, 412, 422);
        drivers.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeDriver").WithSummary("Remove a driver without id tags").Fails(404, 409);
    }

    private static async Task<Ok<Page<DriverView>>> ListAsync(
        DriverList list,
        [Description("Only drivers whose name contains this, whatever its case")] string? name,
        [Description("The number of a group: only its drivers")] long? group,
        [Description("Only drivers whose name, or one of whose id tags, contains this, whatever its case")] string? search,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await list.ListAsync(after ?? 0, most + 1, name, group, search);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(DriverView.Of), most, driver => driver.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<DriverView>> AddAsync(DriverRequest request, Caller caller, DriverList list, Database database)
    {
        var driver = await CheckedAsync(request, database);
        var id = await list.AddAsync(driver, caller);
        return TypedResults.Created($"/api/v1/drivers/{id}", DriverView.Of((await list.FindAsync(id))!));
    }

    private static async Task<Ok<DriverView>> GetAsync(long id, DriverList list, HttpContext context)
    {
        var driver = await list.FindAsync(id) ?? throw Unknown(id);
        EntityVersion.Tell(context, driver.Version);
        return TypedResults.Ok(DriverView.Of(driver));
    }

    private static async Task<Ok<DriverView>> PutAsync(long id, DriverRequest request, Caller caller, DriverList list, Database database, HttpContext context)
    {
        var driver = await CheckedAsync(request, database) with { DriverId = id };
        switch (await list.ChangeAsync(driver, EntityVersion.Expected(context), caller))
        {
            case Outcome.NotFound: throw Unknown(id);
            case Outcome.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/drivers/{id}");
        }
        return await GetAsync(id, list, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, DriverList list) => await list.RemoveAsync(id, caller) switch
    {
        Outcome.NotFound => throw Unknown(id),
        Outcome.InUse => throw Problem.Conflict("driver-has-id-tags", $"The driver has id tags. Remove them or give them to another: GET /api/v1/id-tags?driver={id}.").AsException(),
        _ => TypedResults.NoContent(),
    };

    private static async Task<Driver> CheckedAsync(DriverRequest request, Database database)
    {
        var errors = new FieldErrors();
        var driver = new Driver
        {
            Name = errors.Text("name", request.Name, 100),
            Contact = errors.OptionalText("contact", request.Contact, 200),
            Note = errors.OptionalText("note", request.Note, 200),
            Groups = request.Groups ?? [],
        };
        foreach (var group in driver.Groups)
        {
            if (!await database.ReadAsync(connection => GroupList.Exists(connection, group)))
                errors.Add("groups", $"There is no group {group}. GET /api/v1/groups lists them.");
        }
        errors.ThrowIfAny();
        return driver;
    }

    internal static ProblemException Unknown(long id) => Problem.NotFound("driver-unknown", $"There is no driver {id}. GET /api/v1/drivers lists them.").AsException();
}

internal sealed record DriverRequest
{
    [Required, MaxLength(100)]
    public string? Name { get; init; }

    [MaxLength(200), Description("Telephone, mail address: whatever helps to reach the driver")]
    public string? Contact { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }

    [Description("Numbers of the groups the driver is in")]
    public IReadOnlyList<long>? Groups { get; init; }
}

internal sealed record DriverView(
    long Id, string Name, string? Contact, string? Note, IReadOnlyList<long> Groups, [property: Description("How many id tags the driver has")] int IdTags)
{
    public static DriverView Of(Driver driver) => new(driver.DriverId, driver.Name, driver.Contact, driver.Note, driver.Groups, driver.IdTags);
}

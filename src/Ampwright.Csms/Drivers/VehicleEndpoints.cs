using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Drivers;

/// <summary>The vehicles of a driver.</summary>
internal static class VehicleEndpoints
{
    private const decimal MostKwh = 2000;
    private const int MostCurrent = 500;

    private const string Says = """ "name":"Zoe","plate":"B-AB 123E","batteryKwh":52,"maxCurrentA":32,"phases":3,"note":null """;
    private const string Request = $$"""{ {{Says}} }""";
    private const string View = $$"""{"id":4,"driver":5, {{Says}} }""";

    public static void MapVehicles(this IEndpointRouteBuilder api)
    {
        var vehicles = api.MapGroup("/drivers/{driver:long}/vehicles").WithTags("drivers");
        vehicles.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listVehicles").WithSummary("List a driver's vehicles").Fails(404, 422);
        vehicles.MapPost("", AddAsync).Needs(Role.Operator).WithName("addVehicle").WithSummary("Add a vehicle to a driver").Fails(404, 422).WithExamples(Request, View);
        vehicles.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getVehicle").WithSummary("Read one vehicle").Fails(404).WithExamples(null, View);
        vehicles.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).WithName("putVehicle").WithSummary("Replace all that is said about a vehicle").Fails(404, 412, 422)
            .WithExamples(Request, View);
        vehicles.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeVehicle").WithSummary("Remove a vehicle").Fails(404);
    }

    private static async Task<Ok<Page<VehicleView>>> ListAsync(
        long driver, VehicleList list, DriverList drivers,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        if (await drivers.FindAsync(driver) is null) throw DriverEndpoints.Unknown(driver);
        var found = await list.ListAsync(driver, after ?? 0, most + 1);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(VehicleView.Of), most, vehicle => vehicle.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<VehicleView>> AddAsync(long driver, VehicleRequest request, Caller caller, VehicleList list)
    {
        var vehicle = Checked(request) with { DriverId = driver };
        var id = await list.AddAsync(vehicle, caller) ?? throw DriverEndpoints.Unknown(driver);
        return TypedResults.Created($"/api/v1/drivers/{driver}/vehicles/{id}", VehicleView.Of((await list.FindAsync(driver, id))!));
    }

    private static async Task<Ok<VehicleView>> GetAsync(long driver, long id, VehicleList list, HttpContext context)
    {
        var vehicle = await list.FindAsync(driver, id) ?? throw Unknown(driver, id);
        EntityVersion.Tell(context, vehicle.Version);
        return TypedResults.Ok(VehicleView.Of(vehicle));
    }

    private static async Task<Ok<VehicleView>> PutAsync(long driver, long id, VehicleRequest request, Caller caller, VehicleList list, HttpContext context)
    {
        switch (await list.ChangeAsync(Checked(request) with { DriverId = driver, VehicleId = id }, EntityVersion.Expected(context), caller))
        {
            case Outcome.NotFound: throw Unknown(driver, id);
            case Outcome.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/drivers/{driver}/vehicles/{id}");
        }
        return await GetAsync(driver, id, list, context);
    }

    private static async Task<NoContent> RemoveAsync(long driver, long id, Caller caller, VehicleList list) =>
        await list.RemoveAsync(driver, id, caller) == Outcome.NotFound ? throw Unknown(driver, id) : TypedResults.NoContent();

    private static Vehicle Checked(VehicleRequest request)
    {
        var errors = new FieldErrors();
        if (request.BatteryKwh is { } energy && (energy is <= 0 or > MostKwh || decimal.Truncate(energy * 1000) != energy * 1000))
            errors.Add("batteryKwh", $"Give more than 0 and at most {MostKwh}, with at most three decimals.");
        if (request.MaxCurrentA is < 1 or > MostCurrent) errors.Add("maxCurrentA", $"Give 1 to {MostCurrent}.");
        if (request.Phases is < 1 or > 3) errors.Add("phases", "Give 1 to 3.");
        var vehicle = new Vehicle
        {
            Name = errors.Text("name", request.Name, 100),
            Plate = errors.OptionalText("plate", request.Plate, 20),
            MaxCurrent = request.MaxCurrentA,
            Phases = request.Phases,
            Note = errors.OptionalText("note", request.Note, 200),
        };
        errors.ThrowIfAny();
        return vehicle with { BatteryWh = (long?)(request.BatteryKwh * 1000) };
    }

    private static ProblemException Unknown(long driver, long id) =>
        Problem.NotFound("vehicle-unknown", $"Driver {driver} has no vehicle {id}. GET /api/v1/drivers/{driver}/vehicles lists them.").AsException();
}

internal sealed record VehicleRequest
{
    [Required, MaxLength(100), Description("Whatever the driver calls it")]
    public string? Name { get; init; }

    [MaxLength(20)]
    public string? Plate { get; init; }

    public decimal? BatteryKwh { get; init; }

    [Description("What it draws at most of alternating current, in A per phase")]
    public int? MaxCurrentA { get; init; }

    [Description("On how many phases, 1 to 3")]
    public int? Phases { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }
}

internal sealed record VehicleView(long Id, long Driver, string Name, string? Plate, decimal? BatteryKwh, int? MaxCurrentA, int? Phases, string? Note)
{
    public static VehicleView Of(Vehicle vehicle) => new(
        vehicle.VehicleId, vehicle.DriverId, vehicle.Name, vehicle.Plate, vehicle.BatteryWh / 1000m, vehicle.MaxCurrent, vehicle.Phases, vehicle.Note);
}

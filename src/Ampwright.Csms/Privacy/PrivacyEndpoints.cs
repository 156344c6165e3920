using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Privacy;

/// <summary>What is kept of one driver: told, and taken out. Drivers are of the whole installation.</summary>
internal static class PrivacyEndpoints
{
    private const string Erased = """
        {"id":1,"driver":5,"state":"Waiting","sessions":41,"receipts":43,"texts":388,"stationsHolding":["CP7"],"madeAt":"2026-03-02T12:00:00Z","madeBy":"account:owner","doneAt":null}
        """;

    public static IServiceCollection AddPrivacy(this IServiceCollection parts) => parts
        .AddSingleton<ErasureRunner>()
        .AddHostedService(built => built.GetRequiredService<ErasureRunner>());

    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        api.MapGet("/drivers/{id:long}/export", ExportAsync).Needs(Role.Operator).WithName("exportDriver").WithTags("privacy").WithSummary("All that is kept of one driver")
            .WithDescription("Also of one who was removed from the list. The rows of every table that is by driver or by id tag, as they are kept, and every text that names a tag of his: frames, events, commands.")
            .Produces<JsonElement>().Fails(404).WithExamples(null, """
                {"driver":5,"madeAt":"2026-03-02T12:00:00Z","rows":{"drivers":[{"driver_id":5,"name":"Ann","contact":"ann@example.org"}],"id_tags":[{"id_tag":"04A1B2C3","driver_id":5}]},
                 "texts":{"messages":[{"sequence":812,"at":"2026-03-02T11:59:00.0000000Z","frame":"[2,\"7\",\"Authorize\",{\"idTag\":\"04A1B2C3\"}]"}]} }
                """);
        api.MapPost("/drivers/{id:long}/erase", EraseAsync).Needs(Role.Owner).WithName("eraseDriver").WithTags("privacy").WithSummary("Take a driver out of all that is kept")
            .WithDescription("Also one who was removed from the list. Who he was goes, with his tags, wherever it stands; sessions, receipts and sums stay. It cannot be taken back. Texts are gone through in the background.")
            .Fails(404, 409).WithExamples(null, Erased);
        api.MapGet("/erasures", ListAsync).Needs(Role.Owner).WithName("listErasures").WithTags("privacy").WithSummary("List the erasures, the newest first").Fails(422);
        api.MapGet("/erasures/{id:long}", GetAsync).Needs(Role.Owner).WithName("getErasure").WithTags("privacy").WithSummary("How far an erasure is").Fails(404).WithExamples(null, Erased);
    }

    private static async Task<IResult> ExportAsync(long id, Caller caller, Database database, TimeProvider time)
    {
        await database.WriteAsync(unit =>
        {
            if (!Erasure.IsKept(unit.Connection, id)) throw DriverEndpoints.Unknown(id);
            AuditLog.Append(unit, caller, "driver.export", $"{id}");
        });
        return new DriverExport(id, database, time);
    }

    private static async Task<Accepted<ErasureView>> EraseAsync(long id, Caller caller, Database database, ErasureRunner runner)
    {
        var erasure = await database.WriteAsync(unit => Erasure.Begin(unit, id, caller));
        runner.Tell();
        return TypedResults.Accepted($"/api/v1/erasures/{erasure}", await ViewAsync(erasure, database));
    }

    private static async Task<Ok<Page<ErasureView>>> ListAsync(
        Database database, [Description("Items on a page, 1 to 500; 50 when absent")] int? limit, [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => ErasureRecord.Newest(connection, after ?? long.MaxValue, most + 1).ConvertAll(erasure => ErasureView.Of(erasure, erasure.StationsHolding(connection))));
        return TypedResults.Ok(Paging.Of(found, most, erasure => erasure.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<ErasureView>> GetAsync(long id, Database database) => TypedResults.Ok(await ViewAsync(id, database));

    private static async Task<ErasureView> ViewAsync(long id, Database database) =>
        await database.ReadAsync(connection => ErasureRecord.Find(connection, id) is { } erasure ? ErasureView.Of(erasure, erasure.StationsHolding(connection)) : null)
        ?? throw Problem.NotFound("erasure-unknown", $"There is no erasure {id}. GET /api/v1/erasures lists them.").AsException();
}

internal sealed record ErasureView(
    long Id, long Driver,
    [property: Description("Waiting: texts are gone through again and again until no station holds a tag and nothing more is found; Done")] string State,
    int Sessions, int Receipts,
    [property: Description("In how many texts a tag was replaced so far")] int Texts,
    [property: Description("Stations whose local list is still known to name a tag: they are told when they are there, unless their list is left alone")] IReadOnlyList<string> StationsHolding,
    DateTimeOffset MadeAt, string MadeBy, DateTimeOffset? DoneAt)
{
    public static ErasureView Of(ErasureRecord erasure, IReadOnlyList<string> holding) => new(
        erasure.ErasureId, erasure.DriverId, erasure.DoneAt is null ? "Waiting" : "Done", erasure.Sessions, erasure.Receipts, erasure.Texts, holding, erasure.MadeAt, erasure.MadeBy, erasure.DoneAt);
}

using Ampwright.Csms.Storage;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Hosting;

/// <summary>Whether the process runs, and whether it serves. Open to everybody; tells nothing else.</summary>
internal static class Health
{
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("health");
        health.MapGet("/live", () => TypedResults.Ok(new HealthView("live"))).WithName("live").WithSummary("The process runs");
        health.MapGet("/ready", ReadyAsync).WithName("ready").WithSummary("It serves: the store answers and takes what it is given, and no shutdown has begun");
    }

    private static async Task<Results<Ok<HealthView>, JsonHttpResult<HealthView>>> ReadyAsync(Database database, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return NotReady("starting");
        if (lifetime.ApplicationStopping.IsCancellationRequested) return NotReady("stopping");
        if (database.Refusal is not null) return NotReady("store refuses");
        try
        {
            await database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM schema_migrations")).AsTask().WaitAsync(StorePatience, time);
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or StorageException or TimeoutException)
        {
            return NotReady("store unavailable");
        }
        return TypedResults.Ok(new HealthView("ready"));
    }

    private static JsonHttpResult<HealthView> NotReady(string why) =>
        TypedResults.Json(new HealthView(why), Api.ApiJson.Default.HealthView, statusCode: StatusCodes.Status503ServiceUnavailable);
}

internal sealed record HealthView(string Status);

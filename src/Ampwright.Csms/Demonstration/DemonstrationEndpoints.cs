using System.ComponentModel;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Demonstration;

/// <summary>What of all that is shown is a demonstration only.</summary>
internal static class DemonstrationEndpoints
{
    public static void MapDemonstration(this IEndpointRouteBuilder api) => api.MapGet("/demonstration", GetAsync).Needs(Role.Viewer).WithName("getDemonstration").WithTags("demonstration")
        .WithSummary("What in this installation is a demonstration only").WithDescription("Made and removed while the program does not run, by 'ampwright-csms demonstration make' and 'remove'.")
        .WithExamples(null, """
            {"present":true,"madeAt":"2026-03-22T12:00:00Z","historyFrom":"2026-03-01T12:00:00Z","sites":[2,3],"stations":["DEMO-FULL","DEMO-AMPEVO"],"drivers":[1,2,3],"groups":[1],"tariffs":[1,2]}
            """);

    private static async Task<Ok<DemonstrationView>> GetAsync(Database database) => TypedResults.Ok(await database.ReadAsync(connection =>
    {
        if (DemonstrationBook.Find(connection) is not { } found) return new DemonstrationView(false, null, null, [], [], [], [], []);
        IReadOnlyList<long> Of(string kind) => DemonstrationBook.Parts(connection, kind);
        return new DemonstrationView(true, found.MadeAt, found.HistoryFrom, Of("Site"), DemonstrationBook.Stations(connection), Of("Driver"), Of("Group"), Of("Tariff"));
    }));
}

internal sealed record DemonstrationView(
    [property: Description("False: there is none, and nothing that follows")] bool Present,
    DateTimeOffset? MadeAt,
    [property: Description("What it tells happened from then on until it was made")] DateTimeOffset? HistoryFrom,
    IReadOnlyList<long> Sites, IReadOnlyList<string> Stations, IReadOnlyList<long> Drivers, IReadOnlyList<long> Groups, IReadOnlyList<long> Tariffs);

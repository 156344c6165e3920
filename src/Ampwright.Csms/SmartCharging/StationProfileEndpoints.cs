using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Rpc;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.SmartCharging;

/// <summary>What profiles a station holds, what they allow, and what it says itself.</summary>
internal static class StationProfileEndpoints
{
    private const int LongestSeconds = 7 * 24 * 3600;
    private static readonly Dictionary<string, ChargingRateUnit> Units = Enum.GetValues<ChargingRateUnit>().ToDictionary(unit => unit.ToString());

    public static void MapStationProfiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stations/{identity}/charging-profiles", ListAsync).Needs(Role.Viewer).WithTags("smart charging").WithName("listStationChargingProfiles")
            .WithSummary("List the charging profiles that a station holds, as its answers say").Fails(404);
        api.MapPost("/stations/{identity}/charging-profiles", SetAsync).Needs(Role.Operator).WithTags("smart charging").WithName("setStationChargingProfile")
            .WithSummary("Send a station a charging profile of the library").WithDescription("Queues SetChargingProfile; answers 202 with the command.").Fails(404, 409, 422);
        api.MapGet("/stations/{identity}/connectors/{connectorId:int}/composite-schedule", ComputeAsync).Needs(Role.Viewer).WithTags("smart charging")
            .WithName("computeCompositeSchedule").WithSummary("What the profiles that a station holds allow from now on")
            .WithDescription("A limit of null: no profile rules there, and only the station knows what it and its cable stand.").Fails(404, 422);
        api.MapGet("/stations/{identity}/composite-schedules", AnswersAsync).Needs(Role.Viewer).WithTags("smart charging").WithName("listCompositeSchedules")
            .WithSummary("List what a station answered to GetCompositeSchedule, and where it differs from what its profiles allow; the newest first").Fails(404, 422);
    }

    private static async Task<Ok<Page<StationProfileView>>> ListAsync(string identity, StationRegistry stations, Database database)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var held = await database.ReadAsync(connection => StationProfiles.Rows(connection, station.StationId));
        return TypedResults.Ok(new Page<StationProfileView>(held.ConvertAll(StationProfileView.Of), null));
    }

    private static async Task<Accepted<CommandView>> SetAsync(string identity, SetProfileRequest request, Caller caller, Database database, CommandDesk desk)
    {
        var errors = new FieldErrors();
        if (request.Profile is null) errors.Add("profile", "Give the number of a profile; GET /api/v1/charging-profiles lists them.");
        if (request.ConnectorId is not >= 0) errors.Add("connectorId", "Give a connector's number, or 0 for the station.");
        errors.ThrowIfAny();
        var profile = await LibraryEndpoints.FindAsync(request.Profile!.Value, database);
        try
        {
            var set = ProfileLibrary.Request(request.ConnectorId!.Value, profile.Profile);
            if (request.TransactionId is { } transaction) set = set with { CsChargingProfiles = set.CsChargingProfiles with { TransactionId = transaction } };
            var command = await CommandEndpoints.RefusedAsProblemsAsync(identity, () => desk.QueueAsync(identity, NewCommand.Of(set, caller.Label), (unit, id) =>
                AuditLog.Append(unit, caller, "chargingProfile.set", identity, $$"""{"command":{{id}},"profile":{{profile.LibraryId}}}""")));
            return TypedResults.Accepted($"/api/v1/commands/{command.CommandId}", CommandView.Of(command));
        }
        catch (OcppViolationException violation)
        {
            throw Problem.Invalid(new Dictionary<string, string[]> { [violation.Path] = [violation.Message] }).AsException();
        }
    }

    private static async Task<Ok<ComputedScheduleView>> ComputeAsync(
        string identity, int connectorId, StationRegistry stations, Database database, TimeProvider time,
        [Description("How long, 1 to 604800 seconds; 86400 when absent")] int? seconds,
        [Description("A (per phase) or W; A when absent")] string? unit,
        [Description("Phases in use, 1 to 3; 3 when absent")] int? phases)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var errors = new FieldErrors();
        if (seconds is < 1 or > LongestSeconds) errors.Add("seconds", $"Give a number from 1 to {LongestSeconds}.");
        if (phases is < 1 or > 3) errors.Add("phases", "Give a number from 1 to 3.");
        if (connectorId < 0) errors.Add("connectorId", "Give a connector's number, or 0 for the station.");
        var wanted = unit is null ? ChargingRateUnit.A : errors.OneOf("unit", unit, Units);
        errors.ThrowIfAny();
        var computed = await database.ReadAsync(connection =>
            CompositeAnswers.Compute(connection, station.StationId, connectorId, time.GetUtcNow(), seconds ?? 86_400, wanted, phases ?? 3));
        return TypedResults.Ok(ComputedScheduleView.Of(computed!));
    }

    private static async Task<Ok<Page<CompositeAnswerView>>> AnswersAsync(
        string identity, StationRegistry stations, Database database,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => CompositeAnswers.List(connection, station.StationId, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(CompositeAnswerView.Of), most, answer => answer.Id.ToString(CultureInfo.InvariantCulture)));
    }
}

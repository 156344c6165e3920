using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Firmware;

/// <summary>Updates of stations to the firmware files kept here: asked for, followed to their end.</summary>
internal static class FirmwareUpdateEndpoints
{
    private static readonly Dictionary<string, FirmwareUpdateState> States = Enum.GetValues<FirmwareUpdateState>().ToDictionary(state => state.ToString());

    public static void MapFirmwareUpdates(this IEndpointRouteBuilder api)
    {
        api.MapGet("/firmware-updates", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listFirmwareUpdates").WithTags("firmware")
            .WithSummary("List firmware updates, the newest first").Fails(422);
        api.MapGet("/firmware-updates/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getFirmwareUpdate").WithTags("firmware")
            .WithSummary("Read what became of a firmware update").Fails(404);
        api.MapGet("/stations/{identity}/firmware-updates", OfStationAsync).Needs(Role.Viewer).WithName("listFirmwareUpdatesOfStation").WithTags("firmware")
            .WithSummary("List a station's firmware updates, the newest first").Fails(404, 422);
        api.MapPost("/stations/{identity}/firmware-updates", AskAsync).Needs(Role.Operator).WithName("updateFirmware").WithTags("firmware")
            .WithSummary("Have a station install a firmware file")
            .WithDescription("Sends UpdateFirmware, or SignedUpdateFirmware where a signer or a signature is given, with an address of this CSMS that is for this update alone. "
                + "Answers 202 with the update, Requested, or what the station has answered within 'wait'; follow it at its Location.")
            .Fails(404, 409, 422);
    }

    private static Task<Ok<Page<FirmwareUpdateView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("Requested, Accepted, Running, Installed, Failed, Refused, TimedOut, Superseded or Cancelled")] string? state,
        [Description("The number of a firmware file")] long? firmware,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after) => PageAsync(caller, database, station, state, firmware, limit, after);

    private static async Task<Ok<Page<FirmwareUpdateView>>> OfStationAsync(
        string identity, Caller caller, StationRegistry stations, Database database, [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return await PageAsync(caller, database, station.Identity, null, null, limit, after);
    }

    private static async Task<Ok<Page<FirmwareUpdateView>>> PageAsync(
        Caller caller, Database database, string? station, string? state, long? firmware, int? limit, long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        FirmwareUpdateState? wanted = state is null ? null : errors.OneOf("state", state, States);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => FirmwareUpdates.List(connection, caller.Scope, station, wanted, firmware, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(FirmwareUpdateView.Of), most, update => update.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<FirmwareUpdateView>> GetAsync(long id, Caller caller, Database database)
    {
        var update = await database.ReadAsync(connection => FirmwareUpdates.Find(connection, id));
        if (update is null || !caller.Scope.Covers(update.SiteId))
            throw Problem.NotFound("firmware-update-unknown", $"There is no firmware update {id}. GET /api/v1/firmware-updates lists them.").AsException();
        return TypedResults.Ok(FirmwareUpdateView.Of(update, await database.ReadAsync(connection => FirmwareUpdates.Statuses(connection, id))));
    }

    private static async Task<Accepted<FirmwareUpdateView>> AskAsync(
        string identity, FirmwareUpdateRequest request, Caller caller, Database database, SecretBox box, TimeProvider time, HttpContext context,
        [AsParameters] TransferWishes wishes)
    {
        var errors = new FieldErrors();
        wishes.Check(errors);
        var order = await FirmwareOrder.OfAsync(request, errors, database, box, time.GetUtcNow());
        errors.ThrowIfAny();
        var asked = await wishes.GiveAsync(identity, request, request.ExpiresIn, order!, caller, database, (unit, station, command) => AuditLog.Append(
            unit, caller, "firmware.update", station.Identity, $$"""{"command":{{command}},"firmware":{{order!.FirmwareId}}}"""));
        await wishes.FollowAsync(context, asked);
        var update = await database.ReadAsync(connection => FirmwareUpdates.OfCommand(connection, asked));
        return TypedResults.Accepted($"/api/v1/firmware-updates/{update!.UpdateId}", FirmwareUpdateView.Of(update));
    }
}

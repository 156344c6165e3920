using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Reservation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Reservations;

/// <summary>Connectors kept for a driver: asked for, followed, given up.</summary>
internal static class ReservationEndpoints
{
    private static readonly Dictionary<string, ReservationState> States = Enum.GetValues<ReservationState>().ToDictionary(state => state.ToString());

    public static void MapReservations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/reservations", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listReservations").WithTags("reservations")
            .WithSummary("List reservations, the newest first").Fails(422);
        api.MapGet("/reservations/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getReservation").WithTags("reservations")
            .WithSummary("Read what became of a reservation").Fails(404);
        api.MapPost("/stations/{identity}/reservations", ReserveAsync).Needs(Role.Support).WithName("reserve").WithTags("reservations")
            .WithSummary("Keep a connector of a station for an id tag")
            .WithDescription("Sends ReserveNow under an id that no other reservation of the station has had. Answers 202 with the reservation, Requested; follow it at its Location.")
            .Fails(404, 409, 422);
        api.MapPost("/reservations/{id:long}/cancel", CancelAsync).Needs(Role.Support).HonoursSites().WithName("cancelReservation").WithTags("reservations")
            .WithSummary("Give a reservation up")
            .WithDescription("One that was not sent yet is taken back at once (200); else CancelReservation is sent (202), and the reservation is Cancelled when the station has agreed.")
            .Fails(404, 409, 422);
    }

    private static async Task<Ok<Page<ReservationView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("Requested, Active, Refused, Used, Expired, Cancelled, Replaced or Lost")] string? state,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        ReservationState? wanted = state is null ? null : errors.OneOf("state", state, States);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection =>
            ReservationBook.List(connection, caller.Scope, station, wanted, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(ReservationView.Of), most, reservation => reservation.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<ReservationView>> GetAsync(long id, Caller caller, Database database) =>
        TypedResults.Ok(ReservationView.Of(await SeenAsync(id, caller, database)));

    private static async Task<Accepted<ReservationView>> ReserveAsync(
        string identity, ReservationRequest request, Caller caller, Database database, TimeProvider time)
    {
        var errors = new FieldErrors();
        var tag = IdTagText.Check(errors, "idTag", request.IdTag);
        var parent = string.IsNullOrEmpty(request.ParentIdTag) ? null : IdTagText.Check(errors, "parentIdTag", request.ParentIdTag);
        if (request.ConnectorId is not >= 0) errors.Add("connectorId", "Give a connector's number, or 0 for any connector.");
        if (request.ExpiresAt is not { } until) errors.Add("expiresAt", "Give the instant until which the connector is kept.");
        else if (until <= time.GetUtcNow()) errors.Add("expiresAt", "Give an instant in the future.");
        errors.ThrowIfAny();
        var reservation = await CommandEndpoints.RefusedAsProblemsAsync(identity, () => database.WriteAsync(unit =>
        {
            var station = StationRegistry.Find(unit.Connection, identity) ?? throw new StationUnknownException(identity);
            var reserve = new ReserveNowRequest
            {
                ConnectorId = request.ConnectorId!.Value,
                ExpiryDate = new OcppTime(request.ExpiresAt!.Value),
                IdTag = tag,
                ParentIdTag = parent,
                ReservationId = ReservationBook.NextId(unit, station.StationId),
            };
            var command = CommandQueue.Add(unit, station, NewCommand.Of(reserve, caller.Label)).CommandId;
            AuditLog.Append(unit, caller, "reservation.reserve", station.Identity, $$"""{"command":{{command}}}""");
            return ReservationBook.Find(unit.Connection, ReservationBook.Request(unit, ReservationRequested.Of(station.StationId, reserve, command, caller.Label)))!;
        }));
        return TypedResults.Accepted($"/api/v1/reservations/{reservation.RowId}", ReservationView.Of(reservation));
    }

    private static async Task<Results<Ok<ReservationView>, Accepted<ReservationView>>> CancelAsync(long id, Caller caller, Database database, CommandDesk desk)
    {
        var reservation = await SeenAsync(id, caller, database);
        if (!reservation.IsOpen)
        {
            throw Problem.Conflict("reservation-over", $"The reservation is {reservation.State} already; there is nothing to give up.").AsException();
        }
        void Audit(WriteUnit unit) => AuditLog.Append(unit, caller, "reservation.cancel", reservation.Station, $$"""{"reservation":{{id}}}""");
        // Taken back before the station hears of it.
        if (reservation.State == ReservationState.Requested && await desk.CancelAsync(reservation.CommandId, Audit))
            return TypedResults.Ok(ReservationView.Of(await SeenAsync(id, caller, database)));
        await CommandEndpoints.RefusedAsProblemsAsync(reservation.Station, () => database.WriteAsync(unit =>
        {
            var station = StationRegistry.Find(unit.Connection, reservation.Station) ?? throw new StationUnknownException(reservation.Station);
            var cancel = NewCommand.Of(new CancelReservationRequest { ReservationId = reservation.ReservationId }, caller.Label);
            var command = CommandQueue.Add(unit, station, cancel).CommandId;
            ReservationBook.Cancelling(unit, id, command);
            Audit(unit);
            return command;
        }));
        return TypedResults.Accepted($"/api/v1/reservations/{id}", ReservationView.Of(await SeenAsync(id, caller, database)));
    }

    private static async Task<ReservationRecord> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => ReservationBook.Find(connection, id)) is { } found && caller.Scope.Covers(found.SiteId)
            ? found
            : throw Problem.NotFound("reservation-unknown", $"There is no reservation {id}. GET /api/v1/reservations lists them.").AsException();
}

internal sealed record ReservationRequest(
    [property: Description("0: any connector, where the station supports it")] int? ConnectorId,
    [property: Description("Whom it is kept for")] string? IdTag,
    [property: Description("A group whose tags may use it too")] string? ParentIdTag,
    [property: Description("Until when it is kept")] DateTimeOffset? ExpiresAt);

internal sealed record ReservationView(
    long Id,
    string Station,
    [property: Description("The station's number of it")] int ReservationId,
    int ConnectorId,
    string IdTag,
    string? ParentIdTag,
    DateTimeOffset ExpiresAt,
    [property: Description("Requested, Active, Refused, Used, Expired, Cancelled, Replaced or Lost")] string State,
    [property: Description("Why it ended so, where there is more to say")] string? Why,
    [property: Description("The transaction that used it")] int? TransactionId,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    [property: Description("The command that asked for it")] long Command,
    [property: Description("The command that gives it up")] long? CancelCommand)
{
    public static ReservationView Of(ReservationRecord reservation) => new(
        reservation.RowId, reservation.Station, reservation.ReservationId, reservation.ConnectorId, reservation.IdTag, reservation.ParentIdTag,
        reservation.ExpiresAt, reservation.State.ToString(), reservation.Why, reservation.TransactionId, reservation.RequestedBy, reservation.RequestedAt,
        reservation.AnsweredAt, reservation.EndedAt, reservation.CommandId, reservation.CancelCommandId);
}

using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Events;

/// <summary>Every change of state, live and from the log.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/events", StreamAsync).Needs(Role.Viewer).HonoursSites().WithName("streamEvents").WithTags("events")
            .WithSummary("Follow the changes live, as server-sent events")
            .WithDescription("The id of each event is its durable sequence number: send the last one seen as Last-Event-ID (or 'after') to lose nothing. "
                + "Without it the stream begins with what happens next. The event's name is its kind, its data is what GET /api/v1/events/log lists. "
                + "A comment is sent when nothing else was for a while.")
            .Produces<EventView>(200, "text/event-stream").Fails(422);
        api.MapGet("/events/log", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listEvents").WithTags("events")
            .WithSummary("List past changes, the newest first; or, with 'since', the ones that followed").Fails(422);
    }

    private static ServerSentEvents StreamAsync(
        Caller caller, Database database, EventHub hub, EventLog log, CsmsOptions options, TimeProvider time, IHostApplicationLifetime lifetime, HttpRequest request,
        [Description("A station's identity: only its events")] string? station,
        [Description("A sequence number: begin with the event that follows it")] string? after)
    {
        var from = request.Headers["Last-Event-ID"].FirstOrDefault(id => !string.IsNullOrEmpty(id)) ?? after;
        var stream = new EventStream(hub, log, Sequence(from, "after"), station, new EventScope(database, caller.Scope));
        return new ServerSentEvents(stream.SendAsync, options.EventHeartbeat, time, lifetime.ApplicationStopping);
    }

    private static async Task<Ok<Page<EventView>>> ListAsync(
        Caller caller,
        EventLog log,
        [Description("A station's identity: only its events")] string? station,
        [Description("A sequence number: the events that follow it, oldest first")] string? since,
        [Description("Of the past changes only those of this kind; may be given several times")] string[] kind,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        foreach (var unknown in kind.Except(EventLog.AllKinds, StringComparer.Ordinal)) errors.Add("kind", $"'{unknown}' is none. Give one of: {string.Join(", ", EventLog.AllKinds)}.");
        if (kind.Length > 0 && since is not null) errors.Add("kind", "Leave it out together with 'since': that lists every change that followed.");
        errors.ThrowIfAny();
        var found = Sequence(since, "since") is { } sequence
            ? await log.AfterAsync(sequence, most + 1, station, caller.Scope)
            : await log.NewestAsync(most, station, kind, caller.Scope);
        return TypedResults.Ok(Paging.Of(found.Select(EventView.Of).ToList(), most, item => item.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    private static long? Sequence(string? text, string field)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)) return sequence;
        var errors = new FieldErrors();
        errors.Add(field, "Give the sequence number of an event: a whole number from 0 up.");
        errors.ThrowIfAny();
        return null;
    }
}

internal sealed record EventView(
    [property: Description("Its place in the order of all changes; also the event's id in the stream")] long Sequence,
    DateTimeOffset At,
    string Kind,
    [property: Description("The identity of the station concerned")] string? Station,
    [property: Description("What changed; its fields depend on the kind")] JsonElement Change)
{
    public static EventView Of(RecordedEvent recorded) => new(
        recorded.Sequence, recorded.At, recorded.Kind, recorded.Change.Station,
        JsonSerializer.SerializeToElement(recorded.Change, EventJson.Default.StateChange));
}

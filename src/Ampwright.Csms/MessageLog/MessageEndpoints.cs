using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Rpc;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.MessageLog;

/// <summary>What crossed the wire: searched, followed live, exported; and whether it is recorded.</summary>
internal static class MessageEndpoints
{
    private static readonly Dictionary<string, FrameDirection> Directions = Enum.GetValues<FrameDirection>().ToDictionary(direction => direction.ToString());
    private static readonly Dictionary<string, FrameKind> Kinds = Enum.GetValues<FrameKind>().ToDictionary(kind => kind.ToString());

    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("/messages").WithTags("messages");
        messages.MapGet("", SearchAsync).Needs(Role.Viewer).HonoursSites().WithName("searchMessages").WithSummary("Search the frames of all stations, the newest first")
            .WithDescription("A page may hold fewer items than the limit, even none, and still have a 'next': one look goes through a bounded number of frames.").Fails(422);
        messages.MapGet("/export", Export).Needs(Role.Viewer).HonoursSites().WithName("exportMessages").WithSummary("Export frames as JSON lines, the oldest first")
            .Produces<MessageView>(200, MessageExport.ContentType).Fails(422);
        messages.MapGet("/tail", Tail).Needs(Role.Viewer).HonoursSites().WithName("tailMessages").WithSummary("Follow a station's frames live, as server-sent events")
            .WithDescription("The id of each event is the frame's sequence number: send the last one seen as Last-Event-ID (or 'after') to lose nothing.")
            .Produces<MessageView>(200, "text/event-stream").Fails(422);
        messages.MapGet("/settings", GetSettingsAsync).Needs(Role.Viewer).WithName("getMessageLogSettings").WithSummary("Whether and how long frames are kept");
        messages.MapPut("/settings", PutSettingsAsync).Needs(Role.Operator).WithName("changeMessageLogSettings")
            .WithSummary("Turn the message log on or off, and bound it").Fails(422);
        var station = api.MapGroup("/stations/{identity}/message-log").WithTags("messages");
        station.MapGet("", GetStationAsync).Needs(Role.Viewer).WithName("getStationMessageLog").WithSummary("Whether a station's frames are recorded").Fails(404);
        station.MapPut("", PutStationAsync).Needs(Role.Operator).WithName("changeStationMessageLog").WithSummary("Record a station's frames, or not").Fails(404, 422);
        api.MapGet("/findings", FindingsAsync).Needs(Role.Viewer).WithTags("messages").WithName("listFindings")
            .WithSummary("What each model and firmware deviates in, the most frequent first").Fails(422);
    }

    private static async Task<Ok<Page<MessageView>>> SearchAsync(
        MessageSearch search, Caller caller, [AsParameters] MessageQuery query,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        var filter = Filter(errors, query) with { Scope = caller.Scope };
        var before = Number(errors, "after", after) ?? long.MaxValue;
        errors.ThrowIfAny();
        var (found, next) = await search.NewestAsync(filter, before, most);
        return TypedResults.Ok(new Page<MessageView>(found.Select(MessageView.Of).ToList(), next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static MessageExport Export(MessageSearch search, Caller caller, [AsParameters] MessageQuery query)
    {
        var errors = new FieldErrors();
        var filter = Filter(errors, query) with { Scope = caller.Scope };
        errors.ThrowIfAny();
        return new MessageExport(search, filter);
    }

    private static ServerSentEvents Tail(
        MessageSearch search, MessageTails tails, CsmsOptions options, TimeProvider time, IHostApplicationLifetime lifetime, HttpRequest request,
        Caller caller, [AsParameters] MessageQuery query,
        [Description("A sequence number: begin with the frame that follows it")] string? after)
    {
        var errors = new FieldErrors();
        if (query.Station is null) errors.Add("station", "Name one station.");
        var filter = Filter(errors, query) with { Scope = caller.Scope };
        var from = Number(errors, "after", request.Headers["Last-Event-ID"].FirstOrDefault(id => !string.IsNullOrEmpty(id)) ?? after);
        errors.ThrowIfAny();
        return new ServerSentEvents(new MessageTail(search, tails, filter, from).SendAsync, options.EventHeartbeat, time, lifetime.ApplicationStopping);
    }

    private static async Task<Ok<MessageLogView>> GetSettingsAsync(MessageLogSwitch settings, FrameQueue queue, Database database) =>
        TypedResults.Ok(await ViewAsync(settings, queue, database));

    private static async Task<Ok<MessageLogView>> PutSettingsAsync(MessageLogRequest request, Caller caller, MessageLogSwitch settings, FrameQueue queue, Database database)
    {
        var errors = new FieldErrors();
        if (request.Enabled is null) errors.Add("enabled", "Give true or false.");
        if (request.KeepDays is not (>= 1 and <= 3650)) errors.Add("keepDays", "Give 1 to 3650 days.");
        if (request.KeepMegabytes is not (>= 1 and <= 1_000_000)) errors.Add("keepMegabytes", "Give 1 to 1000000 megabytes.");
        errors.ThrowIfAny();
        var changed = new MessageLogSettings { Enabled = request.Enabled!.Value, KeepDays = request.KeepDays!.Value, KeepMegabytes = request.KeepMegabytes!.Value };
        await settings.ChangeAsync(changed, unit => AuditLog.Append(unit, caller, "messageLog.change", "all",
            $$"""{"enabled":{{(changed.Enabled ? "true" : "false")}},"keepDays":{{changed.KeepDays}},"keepMegabytes":{{changed.KeepMegabytes}}}"""));
        return TypedResults.Ok(await ViewAsync(settings, queue, database));
    }

    private static async Task<MessageLogView> ViewAsync(MessageLogSwitch settings, FrameQueue queue, Database database)
    {
        var now = settings.Settings;
        return new MessageLogView(now.Enabled, now.KeepDays, now.KeepMegabytes, await database.ReadAsync(MessageStore.Size), queue.WaitingBytes, queue.Dropped);
    }

    private static async Task<Ok<StationMessageLogView>> GetStationAsync(string identity, StationRegistry stations, MessageLogSwitch settings)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return TypedResults.Ok(new StationMessageLogView(!settings.IsOffFor(station.StationId), settings.Takes(station.StationId)));
    }

    private static async Task<Ok<StationMessageLogView>> PutStationAsync(
        string identity, StationMessageLogRequest request, Caller caller, StationRegistry stations, MessageLogSwitch settings)
    {
        var errors = new FieldErrors();
        if (request.Enabled is null) errors.Add("enabled", "Give true or false.");
        errors.ThrowIfAny();
        var enabled = request.Enabled!.Value;
        var found = await settings.ChangeAsync(identity, enabled, unit => AuditLog.Append(
            unit, caller, "messageLog.change", identity, $$"""{"enabled":{{(enabled ? "true" : "false")}}}"""));
        return found ? await GetStationAsync(identity, stations, settings) : throw StationEndpoints.Unknown(identity);
    }

    private static async Task<Ok<Page<ModelFindingView>>> FindingsAsync(
        Database database, string? vendor, string? model, string? firmware,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        var skip = Number(errors, "after", after) ?? 0;
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => ModelFindings.List(connection, vendor, model, firmware, skip, most + 1));
        return TypedResults.Ok(Paging.Of(found, most, _ => (skip + most).ToString(CultureInfo.InvariantCulture)));
    }

    private static MessageFilter Filter(FieldErrors errors, MessageQuery query) => new()
    {
        Station = query.Station,
        Action = query.Action,
        MessageId = query.MessageId,
        Direction = query.Direction is null ? null : errors.OneOf("direction", query.Direction, Directions),
        Kind = query.Kind is null ? null : errors.OneOf("kind", query.Kind, Kinds).ToString(),
        From = query.From,
        To = query.To,
        Text = errors.OptionalText("text", query.Text, 200),
        OnlyFindings = query.Findings ?? false,
    };

    private static long? Number(FieldErrors errors, string field, string? text)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(field, "Give the value of 'next' from the page before, or a frame's sequence number.");
        return null;
    }
}

/// <summary>What frames are asked for; what is absent does not matter.</summary>
internal sealed record MessageQuery(
    [property: Description("A station's identity")] string? Station,
    [property: Description("The action of a CALL and of its answer")] string? Action,
    [property: Description("The id that a CALL and its answer share")] string? MessageId,
    [property: Description("FromStation or ToStation")] string? Direction,
    [property: Description("Call, CallResult, CallError, UnknownMessageType or Unreadable")] string? Kind,
    [property: Description("From this instant on")] DateTimeOffset? From,
    [property: Description("Before this instant")] DateTimeOffset? To,
    [property: Description("Contained in the frame, A to Z without case; at most 200 characters")] string? Text,
    [property: Description("True: only frames with findings")] bool? Findings);

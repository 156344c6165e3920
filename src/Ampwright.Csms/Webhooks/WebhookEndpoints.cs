using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Webhooks;

/// <summary>
/// Subscriptions of other systems. Whoever adds one gives data away, so that is an owner's; one whose role holds on some sites gives away what
/// happens there, and sees the webhooks that tell no more than that.
/// </summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("webhooks");
        webhooks.MapGet("", ListAsync).Needs(Role.Operator).HonoursSites().WithName("listWebhooks").WithSummary("List the webhooks with how far each is");
        webhooks.MapPost("", AddAsync).Needs(Role.Owner).HonoursSites().WithName("addWebhook").WithSummary("Send events to an address, beginning with the next one")
            .WithDescription("Without a secret one is generated; the answer is the only time it is told.").Fails(422);
        webhooks.MapGet("/{id:long}", GetAsync).Needs(Role.Operator).HonoursSites().WithName("getWebhook").WithSummary("Read one webhook").Fails(404);
        webhooks.MapPut("/{id:long}", ChangeAsync).Needs(Role.Owner).HonoursSites().WithName("changeWebhook").WithSummary("Change a webhook; what failed is tried again at once")
            .Fails(404, 412, 422);
        webhooks.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Owner).HonoursSites().WithName("removeWebhook").WithSummary("Remove a webhook with its dead letters").Fails(404);
        var letters = webhooks.MapGroup("/{id:long}/dead-letters");
        letters.MapGet("", DeadLettersAsync).Needs(Role.Operator).HonoursSites().WithName("listDeadLetters").WithSummary("List the events that were given up, the newest first").Fails(404, 422);
        letters.MapPost("/resend", ResendAllAsync).Needs(Role.Operator).HonoursSites().WithName("resendDeadLetters").WithSummary("Send all dead letters again, the oldest first").Fails(404);
        letters.MapPost("/{letter:long}/resend", ResendOneAsync).Needs(Role.Operator).HonoursSites().WithName("resendDeadLetter").WithSummary("Send one dead letter again").Fails(404);
        letters.MapDelete("/{letter:long}", RemoveLetterAsync).Needs(Role.Operator).HonoursSites().WithName("removeDeadLetter").WithSummary("Remove a dead letter").Fails(404);
    }

    private static async Task<Ok<Page<WebhookView>>> ListAsync(Caller caller, Database database, EventLog events, WebhookDispatcher dispatcher)
    {
        var last = await events.LastSequenceAsync();
        var positions = dispatcher.Positions;
        var all = await database.ReadAsync(WebhookStore.List);
        return TypedResults.Ok(new Page<WebhookView>([.. all.Where(webhook => caller.Scope.Covers(webhook.Scope)).Select(webhook => View(webhook, last, positions))], null));
    }

    private static async Task<Ok<WebhookView>> GetAsync(long id, Caller caller, Database database, EventLog events, WebhookDispatcher dispatcher, HttpContext context) =>
        TypedResults.Ok(await ViewAsync(id, caller, database, events, dispatcher, context));

    private static async Task<Created<NewWebhookView>> AddAsync(
        WebhookRequest request, Caller caller, WebhookTarget target, SecretBox box, WebhookSignal signal, Database database, EventLog events, WebhookDispatcher dispatcher)
    {
        var errors = new FieldErrors();
        var webhook = Read(errors, request, target, new WebhookRecord { CreatedBy = caller.Label });
        var scope = request.Sites is null ? caller.Scope : await GrantedSites.CheckAsync(errors, request.Sites, caller, database);
        var secret = request.Secret is null ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) : Secret(errors, request.Secret);
        errors.ThrowIfAny();
        var sealedSecret = box.Seal(Encoding.ASCII.GetBytes(secret));
        var id = await database.WriteAsync(unit =>
        {
            var added = WebhookStore.Add(unit, webhook with { SecretSealed = sealedSecret, SiteIds = scope.ToText(), PausedAt = request.Paused == true ? unit.Now : null });
            AuditLog.Append(unit, caller, "webhook.add", added.ToString(CultureInfo.InvariantCulture));
            return added;
        });
        signal.Tell();
        return TypedResults.Created($"/api/v1/webhooks/{id}", new NewWebhookView(await ViewAsync(id, caller, database, events, dispatcher), request.Secret is null ? secret : null));
    }

    private static async Task<Ok<WebhookView>> ChangeAsync(
        long id, WebhookRequest request, Caller caller, WebhookTarget target, SecretBox box, WebhookSignal signal, Database database, EventLog events, WebhookDispatcher dispatcher,
        HttpContext context)
    {
        var present = await database.ReadAsync(connection => Find(connection, id, caller));
        var errors = new FieldErrors();
        var webhook = Read(errors, request, target, present);
        // Without a word it stays as it is: a webhook of some sites is not widened by whoever sees all of them and thinks of something else.
        var scope = request.Sites is null ? present.Scope : await GrantedSites.CheckAsync(errors, request.Sites, caller, database);
        var secret = request.Secret is null ? null : Secret(errors, request.Secret);
        errors.ThrowIfAny();
        var sealedSecret = secret is null ? present.SecretSealed : box.Seal(Encoding.ASCII.GetBytes(secret));
        var expected = EntityVersion.Expected(context);
        await database.WriteAsync(unit =>
        {
            var now = Find(unit.Connection, id, caller);
            if (expected is { } version && now.Version != version) throw EntityVersion.ChangedMeanwhile($"/api/v1/webhooks/{id}");
            var pausedAt = request.Paused == true ? present.PausedAt ?? unit.Now : (DateTimeOffset?)null;
            WebhookStore.Change(unit, webhook with { SecretSealed = sealedSecret, SiteIds = scope.ToText(), PausedAt = pausedAt });
            AuditLog.Append(unit, caller, "webhook.change", id.ToString(CultureInfo.InvariantCulture), secret is null ? null : """{"secret":"changed"}""");
        });
        signal.Tell();
        return TypedResults.Ok(await ViewAsync(id, caller, database, events, dispatcher, context));
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, WebhookSignal signal, Database database)
    {
        await database.WriteAsync(unit =>
        {
            Find(unit.Connection, id, caller);
            WebhookStore.Remove(unit, id);
            AuditLog.Append(unit, caller, "webhook.remove", id.ToString(CultureInfo.InvariantCulture));
        });
        signal.Tell();
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<DeadLetterView>>> DeadLettersAsync(
        long id, Caller caller, Database database,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        var before = long.MaxValue;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before)) errors.Add("after", "Give the value of 'next' from the page before.");
        errors.ThrowIfAny();
        await database.ReadAsync(connection => Find(connection, id, caller));
        var found = await database.ReadAsync(connection => WebhookStore.DeadLetters(connection, id, before, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(DeadLetterView.Of), most, letter => letter.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static Task<Ok<ResentView>> ResendAllAsync(long id, Caller caller, WebhookSignal signal, Database database) => ResendAsync(id, null, caller, signal, database);

    private static Task<Ok<ResentView>> ResendOneAsync(long id, long letter, Caller caller, WebhookSignal signal, Database database) =>
        ResendAsync(id, letter, caller, signal, database);

    private static async Task<Ok<ResentView>> ResendAsync(long id, long? letter, Caller caller, WebhookSignal signal, Database database)
    {
        var asked = await database.WriteAsync(unit =>
        {
            Find(unit.Connection, id, caller);
            var count = WebhookStore.Resend(unit, id, letter);
            if (letter is not null && count == 0) throw UnknownLetter(id, letter.Value);
            if (count > 0) AuditLog.Append(unit, caller, "webhook.resend", id.ToString(CultureInfo.InvariantCulture), $$"""{"deadLetters":{{count}}}""");
            return count;
        });
        signal.Tell();
        return TypedResults.Ok(new ResentView(asked));
    }

    private static async Task<NoContent> RemoveLetterAsync(long id, long letter, Caller caller, Database database)
    {
        await database.WriteAsync(unit =>
        {
            Find(unit.Connection, id, caller);
            if (WebhookStore.RemoveDeadLetter(unit, id, letter) == 0) throw UnknownLetter(id, letter);
            AuditLog.Append(unit, caller, "webhook.removeDeadLetter", id.ToString(CultureInfo.InvariantCulture), $$"""{"deadLetter":{{letter}}}""");
        });
        return TypedResults.NoContent();
    }

    private static WebhookRecord Read(FieldErrors errors, WebhookRequest request, WebhookTarget target, WebhookRecord webhook)
    {
        if (target.Fault(request.Url) is { } fault) errors.Add("url", fault);
        var kinds = request.Kinds ?? [];
        foreach (var unknown in kinds.Except(EventLog.AllKinds, StringComparer.Ordinal)) errors.Add("kinds", $"'{unknown}' is none. Give some of: {string.Join(", ", EventLog.AllKinds)}.");
        if (kinds.Contains(EventLog.KindOf(typeof(WebhookEventGivenUp)), StringComparer.Ordinal)) errors.Add("kinds", "Leave out 'webhookEventGivenUp': it is not sent by webhook, or a failing one would feed itself.");
        var station = errors.OptionalText("station", request.Station, StationIdentity.MaxLength);
        return webhook with
        {
            Url = request.Url ?? "",
            Kinds = string.Join(',', kinds.Distinct(StringComparer.Ordinal)),
            Station = station,
            StationKey = station is null ? null : StationIdentity.Fold(station),
        };
    }

    private static string Secret(FieldErrors errors, string given)
    {
        if (given.Length is < 16 or > 200 || given.Any(character => character is <= ' ' or > '~')) errors.Add("secret", "Give 16 to 200 printable ASCII characters without spaces.");
        return given;
    }

    private static async Task<WebhookView> ViewAsync(long id, Caller caller, Database database, EventLog events, WebhookDispatcher dispatcher, HttpContext? context = null)
    {
        var webhook = await database.ReadAsync(connection => Find(connection, id, caller));
        if (context is not null) EntityVersion.Tell(context, webhook.Version);
        return View(webhook, await events.LastSequenceAsync(), dispatcher.Positions);
    }

    private static WebhookView View(WebhookRecord webhook, long last, IReadOnlyDictionary<long, long> positions) =>
        WebhookView.Of(webhook, last, Math.Max(webhook.Position, positions.GetValueOrDefault(webhook.WebhookId)));

    /// <exception cref="ProblemException">404: there is none, or it tells of more than the caller's sites.</exception>
    private static WebhookRecord Find(DbConnection connection, long id, Caller caller) =>
        WebhookStore.Find(connection, id) is { } webhook && caller.Scope.Covers(webhook.Scope) ? webhook : throw Unknown(id);

    private static ProblemException Unknown(long id) =>
        Problem.NotFound("webhook-unknown", $"There is no webhook {id}. GET /api/v1/webhooks lists them.").AsException();

    private static ProblemException UnknownLetter(long id, long letter) =>
        Problem.NotFound("dead-letter-unknown", $"The webhook {id} has no dead letter {letter}. GET /api/v1/webhooks/{id}/dead-letters lists them.").AsException();
}

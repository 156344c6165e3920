using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Mail;

/// <summary>What accounts are told by mail, and by which server.</summary>
internal static class MailEndpoints
{
    private const int MostOfAccount = 20;
    private const string Settings = """{"host":"smtp.example.org","port":587,"security":"StartTls","user":"csms","hasPassword":true,"from":"csms@example.org","root":null}""";
    private const string Wanted = """{"address":"ann@example.org","kinds":["caseOpened","stationDisconnected"],"station":null,"pace":"Daily","at":"07:00","timeZone":"Europe/Berlin","paused":false}""";
    private const string Told = """
        {"id":3,"address":"ann@example.org","kinds":["caseOpened","stationDisconnected"],"station":null,"pace":"Daily","at":"07:00","timeZone":"Europe/Berlin","paused":false,
         "nextAt":"2026-03-03T06:00:00Z","lastSentAt":"2026-03-02T06:00:04Z","failures":0,"lastError":null}
        """;

    private static readonly Dictionary<string, MailSecurity> Securities = Enum.GetValues<MailSecurity>().ToDictionary(security => security.ToString());
    private static readonly Dictionary<string, MailPace> Paces = Enum.GetValues<MailPace>().ToDictionary(pace => pace.ToString());

    public static void MapMail(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/mail-settings").WithTags("notifications");
        settings.MapGet("", ReadSettingsAsync).Needs(Role.Owner).WithName("getMailSettings").WithSummary("The server that takes our mail").Fails(404).WithExamples(null, Settings);
        settings.MapPut("", PutSettingsAsync).Needs(Role.Owner).WithName("putMailSettings").WithSummary("Say which server takes our mail")
            .WithDescription("Without a password the present one stays, as long as host and user do.").Fails(422)
            .WithExamples("""{"host":"smtp.example.org","port":587,"security":"StartTls","user":"csms","password":"not-this-one","from":"csms@example.org"}""", Settings);
        settings.MapDelete("", RemoveSettingsAsync).Needs(Role.Owner).WithName("removeMailSettings").WithSummary("Send no mail any more");
        settings.MapPost("/test", TestAsync).Needs(Role.Owner).WithName("testMail").WithSummary("Send a mail now, and tell what came of it").Fails(404, 409, 422)
            .WithExamples("""{"address":"ann@example.org"}""", """{"taken":false,"error":"smtp.example.org:587: Connection refused"}""");
        var mine = api.MapGroup("/notifications").WithTags("notifications");
        mine.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listNotifications").WithSummary("What this account is told by mail").Fails(409);
        mine.MapPost("", AddAsync).Needs(Role.Viewer).HonoursSites().WithName("addNotification").WithSummary("Have this account told of events by mail, beginning with the next one")
            .WithDescription("It is told what the account may see. Webhooks tell programs: POST /api/v1/webhooks.").Fails(409, 422).WithExamples(Wanted, Told);
        mine.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getNotification").WithSummary("Read one").Fails(404, 409).WithExamples(null, Told);
        mine.MapPut("/{id:long}", PutAsync).Needs(Role.Viewer).HonoursSites().WithName("putNotification").WithSummary("Replace all that it says; what failed is tried again").Fails(404, 409, 412, 422)
            .WithExamples(Wanted, Told);
        mine.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Viewer).HonoursSites().WithName("removeNotification").WithSummary("Be told no more").Fails(404, 409);
    }

    private static async Task<Ok<MailSettingsView>> ReadSettingsAsync(Database database) => TypedResults.Ok(MailSettingsView.Of(await ServerAsync(database)));

    private static async Task<MailServer> ServerAsync(Database database) => await database.ReadAsync(MailServer.Read)
        ?? throw Problem.NotFound("mail-not-set", "No mail server is set. Say which one with PUT /api/v1/mail-settings.").AsException();

    private static async Task<Ok<MailSettingsView>> PutSettingsAsync(MailSettingsRequest request, Caller caller, Database database, SecretBox box)
    {
        var errors = new FieldErrors();
        var present = await database.ReadAsync(MailServer.Read);
        var server = new MailServer
        {
            Host = errors.Text("host", request.Host, 253),
            Port = request.Port ?? 587,
            Security = errors.OneOf("security", request.Security ?? nameof(MailSecurity.StartTls), Securities),
            User = errors.OptionalText("user", request.User, 200),
            From = errors.Text("from", request.From, 254),
            Root = request.Root,
        };
        if (server.Port is < 1 or > 65535) errors.Add("port", "Give a port from 1 to 65535.");
        if (server.From.Length > 0 && !MailMessage.IsAddress(server.From)) errors.Add("from", "Give a mail address, as csms@example.org.");
        if (server.Host.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or ':'))) errors.Add("host", "Give a name or an address, without a scheme.");
        if (request.Password is { Length: > 200 }) errors.Add("password", "Give at most 200 characters.");
        if (request.Root is { } root && !IsRoot(root)) errors.Add("root", "Give certificates as PEM.");
        var kept = present is not null && present.Host == server.Host && present.User == server.User ? present.PasswordSealed : null;
        var password = request.Password is { } given ? box.Seal(Encoding.UTF8.GetBytes(given)) : kept;
        if (server.User is not null && password is null) errors.Add("password", "Give the password of the user.");
        if (server.User is null && request.Password is not null) errors.Add("user", "Give the user whose password it is.");
        if (server is { User: not null, Security: MailSecurity.None }) errors.Add("security", "No password is told over a connection that anybody can read: give StartTls or Tls.");
        errors.ThrowIfAny();
        server = server with { PasswordSealed = server.User is null ? null : password };
        await database.WriteAsync(unit =>
        {
            server.Write(unit);
            AuditLog.Append(unit, caller, "mail.settings", server.Host, request.Password is null ? null : """{"password":"changed"}""");
        });
        return TypedResults.Ok(MailSettingsView.Of(server));
    }

    private static async Task<NoContent> RemoveSettingsAsync(Caller caller, Database database)
    {
        await database.WriteAsync(unit =>
        {
            MailServer.Remove(unit);
            AuditLog.Append(unit, caller, "mail.settings", "none");
        });
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MailTestView>> TestAsync(MailTestRequest request, Caller caller, Database database, MailDispatcher dispatcher, HttpContext context)
    {
        var errors = new FieldErrors();
        var address = Address(errors, request.Address);
        errors.ThrowIfAny();
        var server = await ServerAsync(database);
        await database.WriteAsync(unit => AuditLog.Append(unit, caller, "mail.test", address));
        try
        {
            await dispatcher.SendAsync(server, address, "[Ampwright] test", "The CSMS can send mail by this server.\n", $"test.{Guid.NewGuid():N}", context.RequestAborted);
            return TypedResults.Ok(new MailTestView(true, null));
        }
        catch (SmtpException failure)
        {
            return TypedResults.Ok(new MailTestView(false, failure.Message));
        }
    }

    private static async Task<Ok<Page<NotificationView>>> ListAsync(Caller caller, Database database) => TypedResults.Ok(new Page<NotificationView>(
        (await database.ReadAsync(connection => MailSubscription.OfAccount(connection, Account(caller)))).ConvertAll(NotificationView.Of), null));

    private static async Task<Created<NotificationView>> AddAsync(NotificationRequest request, Caller caller, Database database, TimeProvider time)
    {
        var subscription = Read(request, new MailSubscription { Account = Account(caller) }, time.GetUtcNow());
        var id = await database.WriteAsync(unit =>
        {
            if (MailSubscription.OfAccount(unit.Connection, subscription.Account).Count >= MostOfAccount)
                throw Problem.Conflict("too-many-notifications", $"The account has {MostOfAccount} already. Change or remove one.").AsException();
            var added = MailSubscription.Add(unit, subscription);
            AuditLog.Append(unit, caller, "notification.add", $"{added}", AuditDetail.Of("address", subscription.Address));
            return added;
        });
        return TypedResults.Created($"/api/v1/notifications/{id}", NotificationView.Of((await database.ReadAsync(connection => MailSubscription.Find(connection, id)))!));
    }

    private static async Task<Ok<NotificationView>> GetAsync(long id, Caller caller, Database database, HttpContext context)
    {
        var subscription = await database.ReadAsync(connection => Own(connection, id, Account(caller)));
        EntityVersion.Tell(context, subscription.Version);
        return TypedResults.Ok(NotificationView.Of(subscription));
    }

    private static async Task<Ok<NotificationView>> PutAsync(long id, NotificationRequest request, Caller caller, Database database, TimeProvider time, HttpContext context)
    {
        var account = Account(caller);
        var present = await database.ReadAsync(connection => Own(connection, id, account));
        var changed = Read(request, present, time.GetUtcNow());
        var expected = EntityVersion.Expected(context);
        await database.WriteAsync(unit =>
        {
            if (expected is { } version && Own(unit.Connection, id, account).Version != version) throw EntityVersion.ChangedMeanwhile($"/api/v1/notifications/{id}");
            MailSubscription.Change(unit, changed);
            AuditLog.Append(unit, caller, "notification.change", $"{id}", AuditDetail.Of("address", changed.Address));
        });
        return await GetAsync(id, caller, database, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, Database database)
    {
        var account = Account(caller);
        await database.WriteAsync(unit =>
        {
            Own(unit.Connection, id, account);
            MailSubscription.Remove(unit, id);
            AuditLog.Append(unit, caller, "notification.remove", $"{id}");
        });
        return TypedResults.NoContent();
    }

    private static MailSubscription Read(NotificationRequest request, MailSubscription present, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        var kinds = request.Kinds ?? [];
        if (kinds.Count == 0) errors.Add("kinds", "Give one or more kinds of events.");
        foreach (var unknown in kinds.Except(EventLog.AllKinds, StringComparer.Ordinal)) errors.Add("kinds", $"'{unknown}' is none. Give some of: {string.Join(", ", EventLog.AllKinds)}.");
        var at = request.At is null ? 7 * 60 : WeeklyWindows.MinuteFromText(request.At);
        if (at is null or 24 * 60) errors.Add("at", "Give a time of day from 00:00 to 23:59.");
        if (request.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) errors.Add("timeZone", $"'{zone}' is no time zone known here. Give an IANA name such as Europe/Berlin.");
        var station = errors.OptionalText("station", request.Station, StationIdentity.MaxLength);
        var subscription = present with
        {
            Address = Address(errors, request.Address),
            Kinds = string.Join(',', kinds.Distinct(StringComparer.Ordinal)),
            Station = station,
            StationKey = station is null ? null : StationIdentity.Fold(station),
            Pace = errors.OneOf("pace", request.Pace ?? nameof(MailPace.Soon), Paces),
            SendMinute = at ?? 0,
            TimeZone = request.TimeZone ?? "UTC",
            PausedAt = request.Paused == true ? present.PausedAt ?? now : null,
        };
        errors.ThrowIfAny();
        return subscription with { DueAt = subscription.Pace == MailPace.Soon ? now : subscription.NextAfter(now) };
    }

    private static string Address(FieldErrors errors, string? text)
    {
        if (text is not null && MailMessage.IsAddress(text)) return text;
        errors.Add("address", "Give a mail address, as ann@example.org.");
        return "";
    }

    private static bool IsRoot(string pem)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(pem);
            return roots.Count > 0;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    /// <exception cref="ProblemException">409: a token has no address to be told at.</exception>
    private static string Account(Caller caller) => caller.Kind == CallerKind.Account
        ? caller.Name
        : throw Problem.Conflict("no-account", "Only accounts are told of events, API tokens are not. Sign in with an account's name and password, or add a webhook.").AsException();

    private static MailSubscription Own(System.Data.Common.DbConnection connection, long id, string account) =>
        MailSubscription.Find(connection, id) is { } found && string.Equals(found.Account, account, StringComparison.OrdinalIgnoreCase)
            ? found
            : throw Problem.NotFound("notification-unknown", $"The account has no notification {id}. GET /api/v1/notifications lists them.").AsException();
}

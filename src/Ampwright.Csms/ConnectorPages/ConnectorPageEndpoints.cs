using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Guests;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.ConnectorPages;

/// <summary>
/// What the page behind a connector's QR code shows and does.
/// <code>
///   anybody with the code      state and price of that one connector
///   a driver who signed in     start with his own tag;  his own session there: see, stop, receipt
///   a guest with a start code  start once;              the session it started: see, stop, receipt
/// </code>
/// </summary>
internal static class ConnectorPageEndpoints
{
    private const string Html = "text/html";
    private static readonly TimeSpan ForTheStation = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ToBeSent = TimeSpan.FromSeconds(30);

    public static void MapConnectorPages(this IEndpointRouteBuilder api)
    {
        var page = api.MapGroup("/connector-pages/{code}").WithTags("guests").AllowAnonymous();
        page.MapGet("", GetAsync).WithName("getConnectorPage").WithSummary("State and price of the connector, and the visitor's own session there").Fails(404, 429).WithExamples(null, """
            {"connectorId":1,"state":"Charging","price":{"currency":"EUR","taxPercent":19,"pricesIncludeTax":true,"perKwh":0.49},"timeZone":"Europe/Berlin","visitor":{"kind":"driver","name":"Ann"},
             "session":{"id":812,"running":true,"startedAt":"2026-03-01T12:00:00Z","stoppedAt":null,"energyWh":4200,"powerW":11000,"currency":"EUR","total":2.06,"booked":false,
              "steps":[{"kind":"Energy","band":null,"quantity":4.2,"unitPrice":0.49,"amount":2.058}]}}
            """);
        page.MapPost("/visit", SignInAsync).WithName("openVisit").WithSummary("Sign in as a driver")
            .WithDescription("The answer sets a cookie that only these addresses are sent. Slowed down as signing in of accounts is.").Fails(401, 403, 404, 422, 429)
            .WithExamples("""{"name":"ann@example.org","password":"qVw3n-Jd7xk-Hm2pE-t9RzA"}""", """{"kind":"driver","name":"Ann"}""");
        page.MapDelete("/visit", SignOutAsync).WithName("closeVisit").WithSummary("Sign out").Fails(403);
        page.MapPost("/start", StartAsync).WithName("startAtPage").WithSummary("Start charging, as the driver who signed in or with a start code")
            .WithDescription("Answered when the station has said whether it will try, or after 20 s.").Fails(401, 403, 404, 409, 422, 429)
            .WithExamples("""{"code":null}""", """{"answer":"Accepted"}""");
        page.MapPost("/stop", StopAsync).WithName("stopAtPage").WithSummary("Stop the visitor's own session").Fails(401, 403, 404, 409, 429).WithExamples(null, """{"answer":"Accepted"}""");
        page.MapGet("/receipt", ReceiptAsync).WithName("printVisitedReceipt").WithSummary("The receipt of the visitor's own session, as a page to print").Produces<string>(200, Html).Fails(401, 404, 429);
    }

    private static async Task<Ok<ConnectorPageView>> GetAsync(string code, Database database, AttemptLimits limits, TimeProvider time, HttpContext context)
    {
        var page = await FindAsync(code, database, limits, context);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await database.ReadAsync(connection =>
            VisitedConnector.Read(connection, page, Visits.Find(connection, context.Request.Cookies[Visits.Cookie], time.GetUtcNow()), time.GetUtcNow())));
    }

    private static async Task<Ok<VisitorView>> SignInAsync(string code, VisitRequest request, Database database, AttemptLimits limits, SignIn signIn, HttpContext context)
    {
        DemandOwnPage(context);
        var errors = new FieldErrors();
        var name = errors.Text("name", request.Name, 100);
        var password = errors.Text("password", request.Password, Passwords.MaximumLength);
        errors.ThrowIfAny();
        await FindAsync(code, database, limits, context);
        var (key, driver) = await signIn.AsDriverAsync(AttemptLimits.SourceOf(context), name, password, context.RequestAborted);
        context.Response.Cookies.Append(Visits.Cookie, key, CookieFor(context, Visits.OfDriver));
        return TypedResults.Ok(new VisitorView("driver", driver.Name));
    }

    private static async Task<NoContent> SignOutAsync(string code, Database database, HttpContext context)
    {
        DemandOwnPage(context);
        if (context.Request.Cookies[Visits.Cookie] is { Length: > 0 } key) await database.WriteAsync(unit => Visits.Close(unit, key));
        context.Response.Cookies.Delete(Visits.Cookie, CookieFor(context, Visits.OfDriver));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<VisitedAnswerView>> StartAsync(
        string code, VisitedStartRequest request, Database database, AttemptLimits limits, CommandDesk desk, CommandFollower follower, HttpContext context)
    {
        DemandOwnPage(context);
        var page = await FindAsync(code, database, limits, context);
        if (request.Code is not null) return await StartAsGuestAsync(page, request.Code, database, limits, desk, follower, context);
        var command = await database.WriteAsync(unit =>
        {
            if (Visits.Find(unit.Connection, context.Request.Cookies[Visits.Cookie], unit.Now) is not { DriverId: { } driver } visitor) throw Stranger();
            var (tag, refusal) = VisitedConnector.TagOf(unit.Connection, page, driver, unit.Now);
            if (tag is null) throw Problem.Conflict("may-not-charge", refusal is null
                ? "No card is kept for you, so nothing can be started in your name. Ask the operator."
                : $"None of your cards may charge here now ({refusal}). Ask the operator.").AsException();
            return Order(unit, page, new RemoteStartTransactionRequest { ConnectorId = page.ConnectorId, IdTag = tag }, visitor.ToCaller(), "visit.start");
        });
        return await AnswerAsync(command, desk, follower, context);
    }

    private static async Task<Ok<VisitedAnswerView>> StartAsGuestAsync(
        ConnectorCode page, string given, Database database, AttemptLimits limits, CommandDesk desk, CommandFollower follower, HttpContext context)
    {
        var (code, command) = await StartCodeUse.UseAsync(given, page, database, limits, context);
        var key = await database.WriteAsync(unit => Visits.OpenForGuest(unit, code.StartCodeId));
        context.Response.Cookies.Append(Visits.Cookie, key, CookieFor(context, Visits.OfGuest));
        return await AnswerAsync(command, desk, follower, context);
    }

    private static async Task<Ok<VisitedAnswerView>> StopAsync(
        string code, Database database, AttemptLimits limits, CommandDesk desk, CommandFollower follower, HttpContext context)
    {
        DemandOwnPage(context);
        var page = await FindAsync(code, database, limits, context);
        var command = await database.WriteAsync(unit =>
        {
            var visitor = Visits.Find(unit.Connection, context.Request.Cookies[Visits.Cookie], unit.Now) ?? throw Stranger();
            if (VisitedConnector.Session(unit.Connection, page, visitor, unit.Now) is not { Open: true } session)
                throw Problem.Conflict("no-session", "No session of yours runs at this connector.").AsException();
            return Order(unit, page, new RemoteStopTransactionRequest { TransactionId = session.TransactionId }, visitor.ToCaller(), "visit.stop");
        });
        return await AnswerAsync(command, desk, follower, context);
    }

    private static async Task<ContentHttpResult> ReceiptAsync(string code, Database database, AttemptLimits limits, TimeProvider time, HttpContext context)
    {
        var page = await FindAsync(code, database, limits, context);
        return await database.ReadAsync(connection =>
        {
            var now = time.GetUtcNow();
            var visitor = Visits.Find(connection, context.Request.Cookies[Visits.Cookie], now) ?? throw Stranger();
            var entries = VisitedConnector.Session(connection, page, visitor, now) is { } session ? PriceBook.OfTransaction(connection, session.TransactionId) : [];
            var charge = entries.Find(entry => entry.Kind == PriceEntryKind.Charge)
                ?? throw Problem.NotFound("receipt-unknown", "There is no receipt of yours here yet: it is made once the session has ended and all about it is known.").AsException();
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Content(ReceiptPage.Of(charge, visitor.Name, charge), Html, Encoding.UTF8);
        });
    }

    private static long Order<TRequest>(WriteUnit unit, ConnectorCode page, TRequest request, Caller who, string action)
        where TRequest : class, Ampwright.Ocpp.Messages.IRequest
    {
        try
        {
            var command = CommandQueue.Add(unit, StationRegistry.Find(unit.Connection, page.Station)!, NewCommand.Of(request, who.Label) with { Lifetime = ToBeSent, WaitsForStation = false });
            AuditLog.Append(unit, who, action, page.Station, $$"""{"connectorId":{{page.ConnectorId}}}""");
            return command.CommandId;
        }
        catch (CommandInvalidException refusal)
        {
            throw Problem.Conflict("station-not-ready", $"The station cannot be reached now. {refusal.Message}").AsException();
        }
    }

    private static async Task<Ok<VisitedAnswerView>> AnswerAsync(long command, CommandDesk desk, CommandFollower follower, HttpContext context) =>
        TypedResults.Ok(new VisitedAnswerView((await follower.FollowAsync((await desk.FindAsync(command))!, ForTheStation, context.RequestAborted)).AnswerStatus));

    /// <exception cref="ProblemException">404: no connector has this code; 429: too many such codes came from the address.</exception>
    private static async Task<ConnectorCode> FindAsync(string code, Database database, AttemptLimits limits, HttpContext context)
    {
        // Who has the code of a station is let in whatever others try behind the same address.
        if (await database.ReadAsync(connection => ConnectorCodes.Find(connection, code)) is { } page) return page;
        var source = AttemptLimits.SourceOf(context);
        if (limits.ConnectorPages.RetryAfter(source) is { } wait) throw Problem.TooManyRequests(wait, "Too many addresses were tried that lead nowhere.").AsException();
        limits.ConnectorPages.Count(source);
        throw Problem.NotFound("connector-page-unknown", "No connector has this address. Scan the code on the station again, or ask the operator.").AsException();
    }

    // What a visitor's cookie could do must be asked for by the page itself; a program has no cookie.
    private static void DemandOwnPage(HttpContext context)
    {
        var allowed = context.Request.Cookies.ContainsKey(Visits.Cookie) ? SameOrigin.Allows(context.Request) : SameOrigin.AllowsUnlessProgram(context.Request);
        if (!allowed) throw Problem.Forbidden("cross-site", "This must be asked for by the connector's own page.").AsException();
    }

    private static ProblemException Stranger() => Problem.Unauthorized("Sign in, or use a start code, first.").AsException();

    private static CookieOptions CookieFor(HttpContext context, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/api/v1/connector-pages",
        IsEssential = true,
        MaxAge = lifetime,
    };
}

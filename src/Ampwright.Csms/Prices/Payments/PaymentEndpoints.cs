using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ampwright.Csms.Prices.Payments;

/// <summary>Money for sessions, set aside before the start and taken when they are charged.</summary>
internal static class PaymentEndpoints
{
    private const int MostNoticeBytes = 64 * 1024;
    private static readonly TimeSpan WithoutSession = TimeSpan.FromMinutes(30);

    public static void MapPayments(this IEndpointRouteBuilder api)
    {
        var payments = api.MapGroup("/payments").WithTags("payments");
        payments.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listPayments").WithSummary("List the payments, the newest first").Fails(422);
        payments.MapPost("", AddAsync).Needs(Role.Support).HonoursSites().WithName("addPayment").WithSummary("Set an amount aside for a session")
            .WithDescription("For the next session of the tag at the station, or for one that runs. What it costs is taken when it is charged, the rest is free again. The Idempotency-Key is needed: the same request sent again brings the same payment back.")
            .Fails(404, 409, 422).WithExamples(PriceExamples.NewPayment, PriceExamples.Payment);
        payments.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getPayment").WithSummary("Read one payment with every order to its provider").Fails(404)
            .WithExamples(null, PriceExamples.Payment);
        payments.MapPost("/{id:long}/release", ReleaseAsync).Needs(Role.Support).HonoursSites().WithName("releasePayment").WithSummary("Let go of what is set aside and has no session").Fails(404, 409);
        // Whoever pays knows no token of ours: the provider's signature proves it.
        api.MapPost("/payment-notices/{provider}", NoticeAsync).AllowAnonymous().WithName("takePaymentNotice").WithTags("payments")
            .WithSummary("Where a provider tells what became of an order").WithDescription("The body as the provider signs it, with the header Payment-Signature.").Fails(401, 404);
    }

    private static async Task<Ok<Page<PaymentView>>> ListAsync(
        Caller caller, Database database,
        [Description("A transaction's id")] int? transaction,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => connection.Query<Payment>($"""
            {PaymentBook.Columns} WHERE p.payment_id < @before {(caller.Scope.All ? "" : "AND p.site_id IN @Ids")} {(transaction is null ? "" : "AND p.transaction_id = @transaction")}
            ORDER BY p.payment_id DESC LIMIT @limit
            """, new { before = after ?? long.MaxValue, caller.Scope.Ids, transaction, limit = most + 1 }).AsList());
        return TypedResults.Ok(Paging.Of(found.ConvertAll(payment => PaymentView.Of(payment, null)), most, payment => payment.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<PaymentView>> AddAsync(
        PaymentRequest request, Caller caller, Database database, StationRegistry stations, PaymentProviders providers,
        [FromHeader(Name = "Idempotency-Key"), Description("A text of your own, new for each payment")] string? idempotencyKey)
    {
        if (providers.Present is not { } provider)
            throw Problem.Conflict("no-payment-provider", "The program was started without a provider of payments. docs/prices.md says which there are.").AsException();
        var errors = new FieldErrors();
        errors.Text("Idempotency-Key", idempotencyKey, IdempotencyKey.MaxLength);
        var method = errors.Text("method", request.Method, 200);
        var idTag = IdTagText.Check(errors, "idTag", request.IdTag ?? "");
        if (!Currency.IsCode(request.Currency)) errors.Add("currency", "Give the three capital letters of ISO 4217, as EUR.");
        else if (request.Amount is not (> 0 and <= 100_000) || Currency.Round(request.Amount.Value, request.Currency!) != request.Amount) errors.Add("amount", "Give more than 0 and at most 100000, in the currency's decimals.");
        var station = request.Station is null ? null : await stations.FindAsync(request.Station);
        if (station is null || !caller.Scope.Covers(station.SiteId)) errors.Add("station", "Give the identity of a registered station. GET /api/v1/stations lists them.");
        errors.ThrowIfAny();
        var key = IdempotencyKey.Of(idempotencyKey!, string.Create(CultureInfo.InvariantCulture,
            $"{station!.StationId} {IdTagList.Fold(idTag)} {request.Transaction} {request.Amount:0.###} {request.Currency} {method}"), holdsSecret: false);
        var payment = await database.WriteAsync(unit =>
        {
            if (PaymentBook.OfRequest(unit.Connection, caller.Label, key.Key) is { } earlier)
            {
                if (CryptographicOperations.FixedTimeEquals(earlier.Hash, key.Hash)) return earlier.Payment;
                throw Problem.Conflict("idempotency-key-reused", $"The Idempotency-Key was used for another request, payment {earlier.Payment.PaymentId}. Choose a new one for each payment.").AsException();
            }
            if (request.Transaction is { } id) CheckTransaction(unit, id, station.Identity);
            var added = PaymentBook.Add(unit, new Payment
            {
                Provider = provider.Name,
                Method = method,
                SiteId = station.SiteId,
                StationId = station.StationId,
                IdTag = idTag,
                TransactionId = request.Transaction,
                Currency = request.Currency!,
                Amount = Currency.ToUnits(request.Amount!.Value, request.Currency!),
                MadeBy = caller.Label,
                ExpiresAt = unit.Now + WithoutSession,
            }, key.Key, key.Hash);
            AuditLog.Append(unit, caller, "payment.add", $"{added}");
            return PaymentBook.Find(unit.Connection, added)!;
        });
        return TypedResults.Created($"/api/v1/payments/{payment.PaymentId}", await ViewAsync(payment, database));
    }

    private static void CheckTransaction(WriteUnit unit, int id, string station)
    {
        if (TransactionList.Find(unit.Connection, id) is not { } transaction || transaction.Station != station) throw TransactionEndpoints.Unknown(id);
        if (PaymentBook.OfTransaction(unit.Connection, id) is { } other)
            throw Problem.Conflict("transaction-paid", $"The transaction is paid by payment {other.PaymentId}: a session has one payment.").AsException();
    }

    private static async Task<Ok<PaymentView>> GetAsync(long id, Caller caller, Database database) => TypedResults.Ok(await ViewAsync(await SeenAsync(id, caller, database), database));

    private static async Task<Ok<PaymentView>> ReleaseAsync(long id, Caller caller, Database database)
    {
        await SeenAsync(id, caller, database);
        await database.WriteAsync(unit =>
        {
            var payment = PaymentBook.Find(unit.Connection, id)!;
            if (payment is not { State: PaymentState.Authorized, TransactionId: null })
                throw Problem.Conflict("payment-not-free", $"The payment is {payment.State}{(payment.TransactionId is null ? "" : " and has a session")}: only what is set aside without a session can be let go. GET /api/v1/payments/{id} shows it.").AsException();
            PaymentBook.Release(unit, payment);
            AuditLog.Append(unit, caller, "payment.release", $"{id}");
        });
        return await GetAsync(id, caller, database);
    }

    private static async Task<NoContent> NoticeAsync(string provider, HttpRequest request, PaymentProviders providers, PaymentNotices notices)
    {
        if (providers.Find(provider) is not { } known) throw Problem.NotFound("provider-unknown", "There is no such provider of payments here.").AsException();
        if (request.ContentLength is null or > MostNoticeBytes) throw Problem.BadRequest("Send the notice with its length, at most 64 KiB.").AsException();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var notice = known.ReadNotice(body.ToArray(), request.Headers["Payment-Signature"]) ?? throw Problem.Unauthorized("The signature does not prove that the provider sent this.").AsException();
        await notices.TakeAsync(known.Name, notice);
        return TypedResults.NoContent();
    }

    private static async Task<Payment> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => PaymentBook.Find(connection, id)) is { } payment && caller.Scope.Covers(payment.SiteId)
            ? payment
            : throw Problem.NotFound("payment-unknown", $"There is no payment {id}. GET /api/v1/payments lists them.").AsException();

    private static async Task<PaymentView> ViewAsync(Payment payment, Database database) =>
        PaymentView.Of(payment, await database.ReadAsync(connection => PaymentBook.Orders(connection, payment.PaymentId)));
}

internal sealed record PaymentRequest
{
    [Required, Description("The identity of the station where the session is to be")]
    public string? Station { get; init; }

    [Required, MaxLength(20), Description("The tag that will start it")]
    public string? IdTag { get; init; }

    [Description("A session that has begun; the next one of the tag at the station when absent")]
    public int? Transaction { get; init; }

    [Required, Description("What is set aside: the most that can be taken")]
    public decimal? Amount { get; init; }

    [Required, Description("ISO 4217")]
    public string? Currency { get; init; }

    [Required, MaxLength(200), Description("What the provider knows the payer's card or account by; never a number of a card")]
    public string? Method { get; init; }
}

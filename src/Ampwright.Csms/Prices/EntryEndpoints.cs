using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ampwright.Csms.Prices;

/// <summary>What persons add to the book: corrections and refunds. Nothing that is in it is changed.</summary>
internal static class EntryEndpoints
{
    private static readonly Dictionary<string, PriceEntryKind> Kinds = ((PriceEntryKind[])[PriceEntryKind.Correction, PriceEntryKind.Refund]).ToDictionary(kind => kind.ToString());

    public static void MapPriceEntries(this IEndpointRouteBuilder api) =>
        api.MapPost("/transactions/{id:int}/price-entries", AddAsync).Needs(Role.Operator).HonoursSites().WithName("addPriceEntry").WithTags("prices")
            .WithSummary("Correct what a transaction costs, or give back what was paid")
            .WithDescription("A new entry with its own receipt. With an Idempotency-Key the same request sent again brings the same entry back.")
            .Fails(404, 409, 422).WithExamples(PriceExamples.NewEntry, PriceExamples.Entry);

    private static async Task<Created<PriceEntryView>> AddAsync(
        int id, PriceEntryRequest request, Caller caller, Database database,
        [FromHeader(Name = "Idempotency-Key"), Description("A text of your own, new for each entry")] string? idempotencyKey)
    {
        var errors = new FieldErrors();
        var kind = errors.OneOf("kind", request.Kind, Kinds);
        var reason = errors.Text("reason", request.Reason, 200);
        if (request.Gross is null or 0) errors.Add("gross", "Give an amount with tax, not 0.");
        else if (Math.Abs(request.Gross.Value) > 1_000_000) errors.Add("gross", "Give at most 1000000.");
        else if (kind == PriceEntryKind.Refund && request.Gross < 0) errors.Add("gross", "Give what is given back as a positive amount.");
        if (idempotencyKey is not null) errors.Text("Idempotency-Key", idempotencyKey, IdempotencyKey.MaxLength);
        errors.ThrowIfAny();
        var gross = kind == PriceEntryKind.Refund ? -request.Gross!.Value : request.Gross!.Value;
        var key = idempotencyKey is null ? null : IdempotencyKey.Of(idempotencyKey, string.Create(CultureInfo.InvariantCulture, $"{id} {kind} {gross:0.##########} {reason}"), holdsSecret: false);
        var entry = await database.WriteAsync(unit => Add(unit, id, kind, gross, reason, caller, key));
        return TypedResults.Created($"/api/v1/receipts/{entry.EntryId}", PriceEntryView.Of(entry));
    }

    private static PriceEntry Add(WriteUnit unit, int id, PriceEntryKind kind, decimal gross, string reason, Caller caller, IdempotencyKey? key)
    {
        if (TransactionList.Find(unit.Connection, id) is not { } transaction || !caller.Scope.Covers(transaction.SiteId)) throw TransactionEndpoints.Unknown(id);
        if (key is not null && PriceBook.OfRequest(unit.Connection, caller.Label, key.Key) is { } earlier)
        {
            if (CryptographicOperations.FixedTimeEquals(earlier.Hash, key.Hash)) return earlier.Entry;
            throw Problem.Conflict("idempotency-key-reused", $"The Idempotency-Key was used for another request, entry {earlier.Entry.EntryId}. Choose a new one for each entry.").AsException();
        }
        var entries = PriceBook.OfTransaction(unit.Connection, id);
        if (entries.Count == 0) throw Problem.Conflict("not-charged", "The transaction has not been charged: there is nothing to correct or to give back.").AsException();
        if (gross > 0 && transaction.Billing == BillingState.Suspect)
            throw Problem.Conflict("suspect", $"A case about the transaction is open: nothing is charged for it before it is decided. GET /api/v1/cases?transactionId={id} shows it.").AsException();
        var (currency, taxPercent) = (entries[0].Currency, decimal.Parse(entries[0].TaxPercent, CultureInfo.InvariantCulture));
        if (Currency.Round(gross, currency) != gross) throw Invalid($"{currency} has {Currency.Decimals(currency)} decimals.");
        var units = Currency.ToUnits(gross, currency);
        var left = entries.Sum(entry => entry.Gross) + units;
        if (left < 0) throw Invalid(string.Create(CultureInfo.InvariantCulture, $"No more than {Currency.FromUnits(left - units, currency)} {currency} are charged for the transaction: it cannot become less than nothing."));
        // What is taken off whole leaves neither net nor tax behind.
        var net = left == 0 ? -entries.Sum(entry => entry.Net) : Currency.ToUnits(Pricing.NetOf(gross, null, taxPercent, currency), currency);
        var added = PriceBook.Add(unit, transaction, TransactionTariffs.Find(unit.Connection, id)!, new PriceEntry
        {
            Kind = kind,
            StoppedAt = transaction.StoppedAt,
            Currency = currency,
            Net = net,
            Tax = units - net,
            Gross = units,
            TaxPercent = entries[0].TaxPercent,
            Reason = reason,
            MadeBy = caller.Label,
        }, [new PriceStep(PriceStepKind.Decision, null, 1, gross, gross)], key is null ? null : (key.Key, key.Hash));
        AuditLog.Append(unit, caller, kind == PriceEntryKind.Refund ? "price.refund" : "price.correct", $"{id}", $$"""{"entry":{{added.EntryId}}}""");
        return added;
    }

    private static ProblemException Invalid(string what) => Problem.Invalid(new Dictionary<string, string[]> { ["gross"] = [what] }).AsException();
}

internal sealed record PriceEntryRequest
{
    [Required, Description("Correction: what is added, or taken off when negative; Refund: what is given back")]
    public string? Kind { get; init; }

    [Required, Description("With tax, in the currency of the charge")]
    public decimal? Gross { get; init; }

    [Required, MaxLength(200), Description("Stands on the receipt")]
    public string? Reason { get; init; }
}

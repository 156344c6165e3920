using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Prices.Payments;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;

namespace Ampwright.Csms.Prices;

/// <summary>
/// Books what sessions cost, once each, and what becomes of it.
/// <code>
///   Billable, not booked                              ─► Charge: the price
///   Billable, booked by another stop, or taken back   ─► Recalculation: the difference
///   NotBillable, booked                               ─► Recalculation: all of it back
///   Running, Pending, Suspect, or Billable by a guess ─► nothing; it is looked at again when that is over
/// </code>
/// The price is found beside the writer; in the writer's unit it is booked only if the transaction still is what it was priced as.
/// </summary>
internal sealed class Bookkeeper(Database database, TimeProvider time, ILogger<Bookkeeper> log)
{
    private const int Batch = 50;

    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RoundAsync()
    {
        var due = await database.ReadAsync(connection => TransactionTariffs.Due(connection, Batch));
        var done = 0;
        foreach (var by in due)
        {
            if (await SettleAsync(by)) done++;
        }
        return done > 0 && due.Count == Batch;
    }

    private async Task<bool> SettleAsync(TransactionTariff by)
    {
        try
        {
            var (standing, price) = await database.ReadAsync(connection => Look(connection, by));
            return await database.WriteAsync(unit => Settle(unit, by, standing, price));
        }
        catch (Exception defect) when (defect is not (StorageException or DbException))
        {
            // It stays due: the others are booked, and it is told until it can be.
            log.PriceNotBooked(defect, by.TransactionId);
            await database.WriteAsync(unit => TransactionTariffs.NoteLater(unit, by));
            return false;
        }
    }

    private (Standing Standing, SessionPrice? Price) Look(DbConnection connection, TransactionTariff by)
    {
        var transaction = TransactionList.Find(connection, by.TransactionId)!;
        var standing = Standing.Of(connection, transaction);
        if (!standing.MayBeCharged) return (standing, null);
        var usage = SessionPrices.Usage(connection, transaction, by, time.GetUtcNow());
        // What a person decided to bill though its times cannot be has the energy for a price.
        usage ??= new SessionUsage { Points = [new(transaction.ReceivedAt, transaction.MeterStart), new(transaction.ReceivedAt, transaction.MeterStart + transaction.EnergyWh)] };
        return (standing, SessionPrices.Price(connection, by, usage));
    }

    private static bool Settle(WriteUnit unit, TransactionTariff by, Standing looked, SessionPrice? price)
    {
        var transaction = TransactionList.Find(unit.Connection, by.TransactionId)!;
        if (Standing.Of(unit.Connection, transaction) != looked) return false;
        var entries = PriceBook.OfTransaction(unit.Connection, by.TransactionId);
        var last = entries.FindLast(entry => entry.IsByRule);
        if (price is not null)
        {
            if (last is null || last.MeterStop != transaction.MeterStop || last.StoppedAt != transaction.StoppedAt) Book(unit, transaction, by, price, entries);
        }
        else if (transaction.Billing == BillingState.NotBillable)
        {
            if (last is { StoppedAt: not null }) Book(unit, transaction, by, null, entries);
            else PaymentBook.NoteOwed(unit, by.TransactionId, 0, null, null);
        }
        TransactionTariffs.NoteDone(unit, by);
        return true;
    }

    /// <param name="unit">The unit of work.</param>
    /// <param name="transaction">The session.</param>
    /// <param name="by">What it is priced by.</param>
    /// <param name="price">What it costs; null: nothing, because it is not billed.</param>
    /// <param name="entries">All that is in the book about it.</param>
    private static void Book(WriteUnit unit, TransactionRecord transaction, TransactionTariff by, SessionPrice? price, List<PriceEntry> entries)
    {
        var before = entries.FindAll(entry => entry.IsByRule);
        var currency = price?.Currency ?? before[0].Currency;
        var (net, gross) = price is null ? (0, 0) : (Currency.ToUnits(price.Net, currency), Currency.ToUnits(price.Gross, currency));
        var booked = before.Sum(entry => entry.Gross);
        List<PriceStep> steps = [.. price?.Steps ?? []];
        if (booked != 0) steps.Add(Step(PriceStepKind.BookedBefore, -booked, currency));
        var (addedNet, addedGross) = (net - before.Sum(entry => entry.Net), gross - booked);
        // What persons gave back already is not given back again.
        var balance = entries.Sum(entry => entry.Gross);
        if (balance + addedGross < 0)
        {
            steps.Add(Step(PriceStepKind.GivenBack, -balance - addedGross, currency));
            (addedNet, addedGross) = (-entries.Sum(entry => entry.Net), -balance);
        }
        PriceBook.Add(unit, transaction, by, new PriceEntry
        {
            Kind = before.Count == 0 ? PriceEntryKind.Charge : PriceEntryKind.Recalculation,
            StoppedAt = price is null ? null : transaction.StoppedAt,
            MeterStop = price is null ? null : transaction.MeterStop,
            EnergyWh = (price is null ? 0 : transaction.EnergyWh) - before.Sum(entry => entry.EnergyWh),
            Currency = currency,
            Net = addedNet,
            Tax = addedGross - addedNet,
            Gross = addedGross,
            TaxPercent = price?.TaxPercent.ToString("0.######", CultureInfo.InvariantCulture) ?? before[0].TaxPercent,
            Reason = price is null ? "it was decided not to bill the session" : before.Count == 0 ? null : "what it was priced by has become another",
            MadeBy = PriceBook.Rule,
        }, steps);
    }

    private static PriceStep Step(PriceStepKind kind, long units, string currency) => new(kind, null, 1, Currency.FromUnits(units, currency), Currency.FromUnits(units, currency));

    /// <summary>What decides whether and how a transaction is charged.</summary>
    /// <param name="Billing">Its billing state.</param>
    /// <param name="IsGuess">Whether a rule closed a case about it by what is most likely, and no person has confirmed that.</param>
    /// <param name="MeterStop">At its end.</param>
    /// <param name="StoppedAt">Its end.</param>
    private sealed record Standing(BillingState Billing, bool IsGuess, int? MeterStop, DateTimeOffset? StoppedAt)
    {
        public bool MayBeCharged => Billing == BillingState.Billable && !IsGuess;

        public static Standing Of(DbConnection connection, TransactionRecord transaction) =>
            new(transaction.Billing, CaseBook.Unconfirmed(connection, transaction.TransactionId).Count > 0, transaction.MeterStop, transaction.StoppedAt);
    }
}

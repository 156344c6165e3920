using System.Data.Common;
using System.Globalization;
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
///   Running, Pending, Suspect                         ─► nothing; it is looked at again when that is over
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
            var (transaction, price) = await database.ReadAsync(connection => Look(connection, by));
            return await database.WriteAsync(unit => Settle(unit, by, transaction, price));
        }
        catch (Exception defect) when (defect is not (StorageException or DbException))
        {
            // It stays due: the others are booked, and it is told until it can be.
            log.PriceNotBooked(defect, by.TransactionId);
            return false;
        }
    }

    private (TransactionRecord Transaction, SessionPrice? Price) Look(DbConnection connection, TransactionTariff by)
    {
        var transaction = TransactionList.Find(connection, by.TransactionId)!;
        if (transaction.Billing != BillingState.Billable) return (transaction, null);
        var usage = SessionPrices.Usage(connection, transaction, time.GetUtcNow());
        // What a person decided to bill though its times cannot be has the energy for a price.
        usage ??= new SessionUsage { Points = [new(transaction.ReceivedAt, transaction.MeterStart), new(transaction.ReceivedAt, transaction.MeterStart + transaction.EnergyWh)] };
        return (transaction, SessionPrices.Price(connection, by, usage));
    }

    private static bool Settle(WriteUnit unit, TransactionTariff by, TransactionRecord looked, SessionPrice? price)
    {
        var transaction = TransactionList.Find(unit.Connection, by.TransactionId)!;
        if ((transaction.Billing, transaction.MeterStop, transaction.StoppedAt) != (looked.Billing, looked.MeterStop, looked.StoppedAt)) return false;
        var before = PriceBook.OfTransaction(unit.Connection, by.TransactionId).FindAll(entry => entry.IsByRule);
        if (price is not null) Book(unit, transaction, by, price, before);
        else if (transaction.Billing == BillingState.NotBillable && before is [.., { StoppedAt: not null }]) TakeBack(unit, transaction, by, before);
        TransactionTariffs.NoteDone(unit, by);
        return true;
    }

    private static void Book(WriteUnit unit, TransactionRecord transaction, TransactionTariff by, SessionPrice price, List<PriceEntry> before)
    {
        if (before is [.., var last] && last.MeterStop == transaction.MeterStop && last.StoppedAt == transaction.StoppedAt) return;
        var (net, gross) = (Currency.ToUnits(price.Net, price.Currency), Currency.ToUnits(price.Gross, price.Currency));
        var booked = before.Sum(entry => entry.Gross);
        PriceBook.Add(unit, transaction, by, new PriceEntry
        {
            Kind = before.Count == 0 ? PriceEntryKind.Charge : PriceEntryKind.Recalculation,
            StoppedAt = transaction.StoppedAt,
            MeterStop = transaction.MeterStop,
            EnergyWh = transaction.EnergyWh - before.Sum(entry => entry.EnergyWh),
            Currency = price.Currency,
            Net = net - before.Sum(entry => entry.Net),
            Tax = gross - net - before.Sum(entry => entry.Tax),
            Gross = gross - booked,
            TaxPercent = price.TaxPercent.ToString(CultureInfo.InvariantCulture),
            Reason = before.Count == 0 ? null : "what it was priced by has become another",
            MadeBy = PriceBook.Rule,
        }, booked == 0 ? price.Steps : [.. price.Steps, Earlier(booked, price.Currency)]);
    }

    private static void TakeBack(WriteUnit unit, TransactionRecord transaction, TransactionTariff by, List<PriceEntry> before)
    {
        var currency = before[0].Currency;
        var booked = before.Sum(entry => entry.Gross);
        PriceBook.Add(unit, transaction, by, new PriceEntry
        {
            Kind = PriceEntryKind.Recalculation,
            EnergyWh = -before.Sum(entry => entry.EnergyWh),
            Currency = currency,
            Net = -before.Sum(entry => entry.Net),
            Tax = -before.Sum(entry => entry.Tax),
            Gross = -booked,
            TaxPercent = before[0].TaxPercent,
            Reason = "it was decided not to bill the session",
            MadeBy = PriceBook.Rule,
        }, [Earlier(booked, currency)]);
    }

    private static PriceStep Earlier(long booked, string currency) =>
        new(PriceStepKind.BookedBefore, null, 1, -Currency.FromUnits(booked, currency), -Currency.FromUnits(booked, currency));
}

using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Prices;

/// <summary>What a session would cost, costs so far, and cost.</summary>
internal static class SessionPriceEndpoints
{
    public static void MapSessionPrices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stations/{identity}/price-estimate", EstimateAsync).Needs(Role.Viewer).WithName("estimatePrice").WithTags("prices")
            .WithSummary("What a session at a station would cost").Fails(404, 422).WithExamples(null, PriceExamples.Estimate);
        api.MapGet("/transactions/{id:int}/price", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getTransactionPrice").WithTags("prices")
            .WithSummary("What a transaction costs, so far or in the end, with every step of the calculation")
            .WithDescription("Booked once it is Billable; a suspect one is not booked before a person has decided its cases.").Fails(404).WithExamples(null, PriceExamples.Price);
    }

    private static async Task<Ok<EstimateView>> EstimateAsync(
        string identity, StationRegistry stations, Database database, TimeProvider time,
        [Description("Whose: a tag of a driver in a group may have another price")] string? idTag,
        [Description("Energy, in Wh; 10000 when absent")] int? energyWh,
        [Description("Minutes of charging, 1 to 20160; 60 when absent")] int? minutes,
        [Description("Minutes connected after that, 0 to 20160; 0 when absent")] int? idleMinutes,
        [Description("When it starts; now when absent")] DateTimeOffset? at)
    {
        var errors = new FieldErrors();
        var example = new ExampleSession(energyWh, minutes, idleMinutes);
        example.Check(errors);
        if (at is { Year: < 2010 or > 2999 }) errors.Add("at", "Give an instant of a session, from 2010 on.");
        errors.ThrowIfAny();
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var from = at?.ToUniversalTime() ?? time.GetUtcNow();
        return TypedResults.Ok(await database.ReadAsync(connection =>
        {
            var placed = AssignmentList.Holding(connection, station.StationId, idTag);
            var version = placed is null ? null : TariffList.Valid(connection, placed.TariffId, from);
            if (version is null) throw Problem.NotFound("no-tariff", "No tariff holds there then. Assign one with POST /api/v1/tariff-assignments.").AsException();
            var by = new TransactionTariff { TariffId = version.TariffId, Number = version.Number, TimeZone = placed!.TimeZone };
            var usage = example.From(from);
            return new EstimateView(version.TariffId, version.Number, TermsBody.FromText(version.Terms), from, usage.Until, PriceView.Of(SessionPrices.Price(connection, by, usage)));
        }));
    }

    private static async Task<Ok<SessionPriceView>> GetAsync([Description("The transaction's id")] int id, Caller caller, TransactionList transactions, Database database, TimeProvider time)
    {
        var transaction = await TransactionEndpoints.SeenAsync(id, caller, transactions);
        return TypedResults.Ok(await database.ReadAsync(connection =>
        {
            var by = TransactionTariffs.Find(connection, id);
            var entries = PriceBook.OfTransaction(connection, id);
            var usage = by is null ? null : SessionPrices.Usage(connection, transaction, by, time.GetUtcNow());
            var price = Booked(entries) ?? (usage is null ? null : PriceView.Of(SessionPrices.Price(connection, by!, usage)));
            if (transaction.Billing == BillingState.NotBillable) price = null;
            return new SessionPriceView(
                id, transaction.Billing.ToString(), CaseBook.Unconfirmed(connection, id), by?.TariffId, by?.Number, usage?.IdleSince, price,
                entries.Count == 0 ? null : Currency.FromUnits(entries.Sum(entry => entry.Gross), entries[0].Currency), [.. entries.Select(PriceEntryView.Of)]);
        }));
    }

    /// <summary>The price as it stands in the book: of readings that were forgotten since, it could not be found again.</summary>
    private static PriceView? Booked(List<PriceEntry> entries)
    {
        if (entries.FindLast(entry => entry.IsByRule) is not { StoppedAt: not null } last) return null;
        var steps = PriceBook.Steps(last).Where(step => step.Kind is not (PriceStepKind.BookedBefore or PriceStepKind.GivenBack)).ToList();
        var gross = Currency.Round(steps.Sum(step => step.Amount), last.Currency);
        var percent = decimal.Parse(last.TaxPercent, CultureInfo.InvariantCulture);
        var net = Pricing.NetOf(gross, steps.Find(step => step.Kind == PriceStepKind.Tax)?.UnitPrice, percent, last.Currency);
        return PriceView.Of(new SessionPrice(last.Currency, net, gross - net, gross, percent, steps));
    }
}

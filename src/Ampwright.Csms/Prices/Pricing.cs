using Ampwright.Csms.Sites;

namespace Ampwright.Csms.Prices;

/// <summary>
/// The price of a session: a pure function.
/// <code>
///   1 cut the session wherever a price may change: readings, bands and clock changes in the site's time, begin of idling, end of the grace time
///   2 each piece at the prices that hold at its beginning; pieces with the same price make one step
///   3 start fee, minimum, maximum     4 tax, where prices are without it     5 once to the smallest unit, half of one away from zero
/// </code>
/// Quantities are exact to a billionth, amounts to a millionth; only step 5 rounds what is paid, so splitting a session changes its price by one
/// smallest unit at most.
/// </summary>
internal static class Pricing
{
    private const int QuantityDecimals = 9;
    private const int AmountDecimals = 6;

    public static SessionPrice Price(TariffTerms terms, TimeZoneInfo zone, SessionUsage usage)
    {
        var quantities = new Dictionary<(PriceStepKind Kind, RateNow Rate), decimal>();
        foreach (var piece in Pieces(terms, zone, usage)) // 1
        {
            var rates = terms.RatesAt(TimeZoneInfo.ConvertTime(piece.From, zone).DateTime);
            Add(PriceStepKind.Energy, rates.PerKwh, piece.Wh / 1000);
            var minutes = (piece.Until - piece.From).Ticks / (decimal)TimeSpan.TicksPerMinute;
            if (usage.IdleSince is not { } idle || piece.From < idle) Add(PriceStepKind.ChargingTime, rates.PerMinute, minutes);
            else if (piece.From >= idle.AddMinutes(terms.IdleGraceMinutes)) Add(PriceStepKind.IdleTime, rates.IdlePerMinute, minutes);
        }
        var steps = new List<PriceStep>();
        var delivered = usage.EnergyWh > 0;
        if (delivered && terms.StartFee != 0) steps.Add(new PriceStep(PriceStepKind.StartFee, null, 1, terms.StartFee, terms.StartFee));
        steps.AddRange(quantities.OrderBy(entry => entry.Key.Kind).Select(entry => Step(entry.Key.Kind, entry.Key.Rate, entry.Value))); // 2
        Bound(terms, delivered, steps); // 3
        return Total(terms, steps);

        void Add(PriceStepKind kind, RateNow rate, decimal quantity)
        {
            if (rate.Price == 0 || quantity == 0) return;
            quantities[(kind, rate)] = quantities.GetValueOrDefault((kind, rate)) + quantity;
        }
    }

    private static PriceStep Step(PriceStepKind kind, RateNow rate, decimal quantity)
    {
        var stated = decimal.Round(quantity, QuantityDecimals, MidpointRounding.AwayFromZero);
        return new PriceStep(kind, rate.Band, stated, rate.Price, ToMillionths(stated * rate.Price));
    }

    private static void Bound(TariffTerms terms, bool delivered, List<PriceStep> steps)
    {
        var sum = steps.Sum(step => step.Amount);
        if (delivered && terms.Minimum is { } least && sum < least) steps.Add(new PriceStep(PriceStepKind.Minimum, null, 1, least, least - sum));
        else if (terms.Maximum is { } most && sum > most) steps.Add(new PriceStep(PriceStepKind.Maximum, null, 1, most, most - sum));
    }

    private static SessionPrice Total(TariffTerms terms, List<PriceStep> steps)
    {
        var sum = steps.Sum(step => step.Amount);
        if (!terms.PricesIncludeTax && terms.TaxPercent != 0 && sum != 0) // 4
            steps.Add(new PriceStep(PriceStepKind.Tax, null, terms.TaxPercent, sum, ToMillionths(sum * terms.TaxPercent / 100)));
        var exact = steps.Sum(step => step.Amount);
        var gross = Currency.Round(exact, terms.Currency); // 5
        if (gross != exact) steps.Add(new PriceStep(PriceStepKind.Rounding, null, 1, gross - exact, gross - exact));
        var net = NetOf(gross, terms.PricesIncludeTax ? null : sum, terms.TaxPercent, terms.Currency);
        return new SessionPrice(terms.Currency, net, gross - net, gross, terms.TaxPercent, steps);
    }

    /// <param name="gross">With tax.</param>
    /// <param name="exactNet">Without; null: it is what remains of the gross.</param>
    /// <param name="taxPercent">The tax.</param>
    /// <param name="currency">ISO 4217.</param>
    public static decimal NetOf(decimal gross, decimal? exactNet, decimal taxPercent, string currency) =>
        Currency.Round(exactNet ?? gross / (1 + (taxPercent / 100)), currency);

    private static decimal ToMillionths(decimal amount) => decimal.Round(amount, AmountDecimals, MidpointRounding.AwayFromZero);

    private static IEnumerable<Piece> Pieces(TariffTerms terms, TimeZoneInfo zone, SessionUsage usage)
    {
        var cuts = Cuts(terms, zone, usage);
        for (var (point, cut) = (1, 0); point < usage.Points.Count; point++)
        {
            var (before, after) = (usage.Points[point - 1], usage.Points[point]);
            // Energy at an instant is what is told, not what was measured: it is all of the piece's.
            if (after.At == before.At && after.Wh > before.Wh) yield return new Piece(before.At, before.At, after.Wh - before.Wh);
            var from = before.At;
            while (from < after.At)
            {
                while (cut < cuts.Count && cuts[cut] <= from) cut++;
                var until = cut < cuts.Count && cuts[cut] < after.At ? cuts[cut] : after.At;
                yield return new Piece(from, until, (after.Wh - before.Wh) * (until - from).Ticks / (after.At - before.At).Ticks);
                from = until;
            }
        }
    }

    private static List<DateTimeOffset> Cuts(TariffTerms terms, TimeZoneInfo zone, SessionUsage usage)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(usage.From, zone).DateTime).AddDays(-1);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(usage.Until, zone).DateTime).AddDays(1);
        IEnumerable<DateTimeOffset> found = terms.Bands.Count == 0 ? [] : WallClock.Marks(first, last.DayNumber - first.DayNumber + 1, terms.Turns, zone);
        if (usage.IdleSince is { } idle) found = found.Append(idle).Append(idle.AddMinutes(terms.IdleGraceMinutes));
        return [.. found.Where(at => at > usage.From && at < usage.Until).Order()];
    }

    private readonly record struct Piece(DateTimeOffset From, DateTimeOffset Until, decimal Wh);
}

using Ampwright.Csms.Prices;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>The price of a session and how it is made up.</summary>
[Once]
public sealed class PricingTests
{
    private const int Sessions = 1000;
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void The_steps_name_what_is_paid_for_and_their_sum_is_the_price()
    {
        var terms = Terms with { StartFee = 0.5m, PerKwh = 0.39m, PerMinute = 0.01m, IdlePerMinute = 0.1m, IdleGraceMinutes = 15, TaxPercent = 19 };
        var price = Pricing.Price(terms, Berlin, Usage("2026-06-01T10:00Z", (0, 0), (60, 11_000), (90, 11_000)));

        Assert.Equal(
            ["StartFee 1 x 0.5 = 0.5", "Energy 11 x 0.39 = 4.29", "ChargingTime 60 x 0.01 = 0.6", "IdleTime 15 x 0.1 = 1.5", "Tax 19 x 6.89 = 1.3091", "Rounding 1 x 0.0009 = 0.0009"],
            price.Steps.Select(Told));
        Assert.Equal((6.89m, 1.31m, 8.20m), (price.Net, price.Tax, price.Gross));
    }

    [Fact]
    public void Prices_with_tax_in_them_tell_the_tax_and_add_none()
    {
        var price = Pricing.Price(Terms with { PerKwh = 0.5m, TaxPercent = 19, PricesIncludeTax = true }, Berlin, Usage("2026-06-01T10:00Z", (0, 0), (60, 10_000)));
        Assert.Equal(["Energy 10 x 0.5 = 5"], price.Steps.Select(Told));
        Assert.Equal((4.20m, 0.80m, 5m), (price.Net, price.Tax, price.Gross));
    }

    [Fact]
    public void The_least_and_the_highest_price_are_steps_of_their_own_and_a_session_without_energy_costs_no_fee()
    {
        var terms = Terms with { PerKwh = 0.4m, StartFee = 0.3m, Minimum = 2, Maximum = 5 };
        Assert.Equal(["StartFee 1 x 0.3 = 0.3", "Energy 1 x 0.4 = 0.4", "Minimum 1 x 2 = 1.3"], Pricing.Price(terms, Berlin, Usage("2026-06-01T10:00Z", (0, 0), (60, 1000))).Steps.Select(Told));
        Assert.Equal(["StartFee 1 x 0.3 = 0.3", "Energy 20 x 0.4 = 8", "Maximum 1 x 5 = -3.3"], Pricing.Price(terms, Berlin, Usage("2026-06-01T10:00Z", (0, 0), (60, 20_000))).Steps.Select(Told));
        var nothing = Pricing.Price(terms, Berlin, Usage("2026-06-01T10:00Z", (0, 5), (1, 5)));
        Assert.Empty(nothing.Steps);
        Assert.Equal(0, nothing.Gross);
    }

    [Theory]
    // 02:00 is 03:00 at once: the band from 01:00 to 04:00 has two hours.
    [InlineData("2026-03-29", 120)]
    // 02:00 to 03:00 comes twice: it has four.
    [InlineData("2026-10-25", 240)]
    [InlineData("2026-06-07", 180)]
    public void A_band_on_a_day_on_which_the_clock_is_changed_has_the_hours_that_the_clock_shows(string day, int minutes)
    {
        var terms = Terms with { Bands = [new PriceBand { Name = "night", Days = [DayOfWeek.Sunday], From = 60, To = 240, PerMinute = 1 }] };
        var start = DateTimeOffset.Parse($"{day}T00:00Z", System.Globalization.CultureInfo.InvariantCulture).AddHours(-8);
        var price = Pricing.Price(terms, Berlin, new SessionUsage { Points = [new(start, 0), new(start.AddHours(24), 1)] });
        Assert.Equal([$"ChargingTime {minutes} x 1 = {minutes} night"], price.Steps.Select(Told));
    }

    [Fact]
    public void A_night_belongs_to_the_day_on_which_it_begins_and_seasons_run_over_the_end_of_the_year()
    {
        var terms = Terms with
        {
            Holidays = new HashSet<DateOnly> { new(2026, 12, 31) },
            Bands =
            [
                new PriceBand { Name = "New Year's Eve", Holidays = HolidayRule.Only, From = 22 * 60, To = 2 * 60, PerMinute = 3 },
                new PriceBand { Name = "winter", Season = (new MonthDay(12, 1), new MonthDay(1, 1)), PerMinute = 1 },
            ],
        };
        var start = new DateTimeOffset(2026, 12, 31, 21, 0, 0, TimeSpan.FromHours(1));
        var price = Pricing.Price(terms, Berlin, new SessionUsage { Points = [new(start, 0), new(start.AddHours(28), 1)] });
        // From 22:00 to 02:00 of the next day; the rest until the end of the 1st of January.
        Assert.Equal(["ChargingTime 1380 x 1 = 1380 winter", "ChargingTime 240 x 3 = 720 New Year's Eve"], price.Steps.Select(Told));
    }

    [Fact]
    public void A_car_is_idle_once_it_never_again_draws_more_than_a_little_and_a_pause_is_not_idling()
    {
        Assert.Null(Usage("2026-06-01T10:00Z", (0, 0), (60, 11_000)).IdleSince);
        Assert.Null(Usage("2026-06-01T10:00Z", (0, 0), (60, 5000), (300, 5000), (360, 9000)).IdleSince);
        var standby = Usage("2026-06-01T10:00Z", (0, 0), (60, 9000), (61, 9001), (120, 9020), (240, 9200));
        Assert.Equal(standby.From.AddMinutes(60), standby.IdleSince);
    }

    [Fact]
    public void Readings_that_cannot_be_are_left_out()
    {
        var at = DateTimeOffset.UnixEpoch.AddYears(50);
        var usage = SessionUsage.Of(new(at, 100), [new(at.AddHours(-1), 90), new(at.AddHours(1), 900), new(at.AddHours(2), 400), new(at.AddHours(3), 9000), new(at.AddHours(9), 950)], new(at.AddHours(4), 1000));
        Assert.Equal([100m, 900m, 1000m], usage.Points.Select(point => point.Wh));
        Assert.Equal(0, SessionUsage.Of(new(at, 100), [], new(at.AddHours(-1), 50)).EnergyWh);
    }

    [Fact]
    public void A_thousand_tariffs_and_sessions_cost_what_going_through_them_minute_by_minute_says()
    {
        var worth = 0m;
        var steps = 0;
        for (var seed = 0; seed < Sessions; seed++)
        {
            var (terms, zone, usage) = RandomPrices.Of(seed);
            var price = Pricing.Price(terms, zone, usage);
            var exact = MinuteByMinute.Exact(terms, zone, usage);
            var unit = Currency.Unit(terms.Currency);

            var ours = price.Steps.Where(step => step.Kind != PriceStepKind.Rounding).Sum(step => step.Amount);
            Assert.True(Math.Abs(ours - exact) < 0.0001m, $"seed {seed}: {ours} and not {exact}");
            Assert.True(price.Gross % unit == 0 && Math.Abs(price.Gross - exact) <= (unit / 2) + 0.0001m, $"seed {seed}: {price.Gross} of {exact}");
            worth += price.Gross;
            steps += price.Steps.Count;
        }
        // Not a thousand times nothing.
        Assert.True(worth > 5 * Sessions && steps > 3 * Sessions, $"{worth} in {steps} steps");
    }

    [Fact]
    public void The_sum_of_the_steps_is_the_price_and_net_and_tax_are_the_gross()
    {
        for (var seed = 0; seed < Sessions; seed++)
        {
            var (terms, zone, usage) = RandomPrices.Of(seed);
            var price = Pricing.Price(terms, zone, usage);
            Assert.True(price.Steps.Sum(step => step.Amount) == price.Gross, $"seed {seed}");
            Assert.True(price.Net + price.Tax == price.Gross && price.Net % Currency.Unit(terms.Currency) == 0 && price.Tax >= 0, $"seed {seed}: {price}");
        }
    }

    [Fact]
    public void A_reading_more_at_any_instant_changes_the_price_by_no_more_than_the_smallest_unit()
    {
        var random = new Random(1);
        for (var seed = 0; seed < Sessions; seed++)
        {
            var (terms, zone, usage) = RandomPrices.Of(seed);
            var at = usage.From.AddTicks((long)(random.NextDouble() * (usage.Until - usage.From).Ticks));
            var split = usage with { Points = [.. usage.Points.Where(point => point.At <= at), On(usage, at), .. usage.Points.Where(point => point.At > at)] };
            var (whole, parts) = (Pricing.Price(terms, zone, usage).Gross, Pricing.Price(terms, zone, split).Gross);
            Assert.True(Math.Abs(whole - parts) <= Currency.Unit(terms.Currency), $"seed {seed}: {whole} and {parts}");
        }
    }

    [Fact]
    public void Two_sessions_for_one_cost_no_more_than_a_smallest_unit_more_or_less_where_nothing_is_paid_by_session()
    {
        var random = new Random(2);
        for (var seed = 0; seed < Sessions; seed++)
        {
            var (drawn, zone, usage) = RandomPrices.Of(seed);
            var terms = drawn with { StartFee = 0, Minimum = null, Maximum = null, IdleGraceMinutes = 0 };
            var at = usage.From.AddTicks((long)(random.NextDouble() * (usage.Until - usage.From).Ticks));
            var first = usage with { Points = [.. usage.Points.Where(point => point.At <= at), On(usage, at)] };
            var second = usage with { Points = [On(usage, at), .. usage.Points.Where(point => point.At > at)] };
            var apart = Pricing.Price(terms, zone, first).Gross + Pricing.Price(terms, zone, second).Gross;
            var whole = Pricing.Price(terms, zone, usage).Gross;
            Assert.True(Math.Abs(whole - apart) <= Currency.Unit(terms.Currency), $"seed {seed}: {whole} and {apart}");
        }
    }

    private static TariffTerms Terms => new() { Currency = "EUR" };

    private static string Told(PriceStep step) => FormattableString.Invariant(
        $"{step.Kind} {step.Quantity:0.#########} x {step.UnitPrice:0.######} = {step.Amount:0.######} {step.Band}").TrimEnd();

    private static SessionUsage Usage(string start, params (int Minute, int Wh)[] points)
    {
        var at = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var told = points.Select(point => new MeterPoint(at.AddMinutes(point.Minute), point.Wh)).ToList();
        return SessionUsage.Of(told[0], told[1..^1], told[^1]);
    }

    /// <summary>What the register would have shown.</summary>
    private static MeterPoint On(SessionUsage usage, DateTimeOffset at)
    {
        var before = usage.Points.Last(point => point.At <= at);
        if (usage.Points.FirstOrDefault(point => point.At > at) is not { At.Year: > 1 } after) return before;
        return new MeterPoint(at, before.Wh + ((after.Wh - before.Wh) * (at - before.At).Ticks / (after.At - before.At).Ticks));
    }
}

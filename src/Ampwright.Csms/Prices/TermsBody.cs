using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Api;
using Ampwright.Csms.Authorization;

namespace Ampwright.Csms.Prices;

/// <summary>What a tariff says, as the API takes and tells it and as it is stored.</summary>
internal sealed record TermsBody
{
    private const decimal MostMoney = 1_000_000;
    private const decimal MostRate = 1000;
    private const int MostBands = 24;
    private const int MostHolidays = 400;

    [Required, Description("ISO 4217, as EUR; the same in all versions of a tariff")]
    public string? Currency { get; init; }

    [Description("0 to 100; 0 when absent")]
    public decimal? TaxPercent { get; init; }

    [Description("Whether the prices, minimum and maximum have the tax in them; false when absent")]
    public bool? PricesIncludeTax { get; init; }

    [Description("Of a session in which energy was delivered")]
    public decimal? StartFee { get; init; }
    public decimal? PerKwh { get; init; }

    [Description("While the car charges")]
    public decimal? PerMinute { get; init; }

    [Description("While it is connected after it has charged, beyond the grace time")]
    public decimal? IdlePerMinute { get; init; }

    [Description("0 to 1440")]
    public int? IdleGraceMinutes { get; init; }

    [Description("The least that a session costs in which energy was delivered")]
    public decimal? Minimum { get; init; }

    [Description("The most that any session costs")]
    public decimal? Maximum { get; init; }

    [Description("Of those that hold at an instant the first one that names a price counts; at most 24")]
    public IReadOnlyList<BandBody>? Bands { get; init; }

    [Description("Days as 2026-12-25, in the site's own calendar; at most 400")]
    public IReadOnlyList<string>? Holidays { get; init; }

    public static TermsBody FromText(string stored) => JsonSerializer.Deserialize(stored, PriceJson.Default.TermsBody)!;

    public string ToText() => JsonSerializer.Serialize(this, PriceJson.Default.TermsBody);

    /// <summary>What was stored: it was checked before.</summary>
    public TariffTerms ToTerms() => Checked(new FieldErrors());

    public TariffTerms Checked(FieldErrors errors)
    {
        if (!Prices.Currency.IsCode(Currency)) errors.Add("currency", "Give the three capital letters of ISO 4217, as EUR.");
        if (TaxPercent is < 0 or > 100) errors.Add("taxPercent", "Give 0 to 100.");
        if (IdleGraceMinutes is < 0 or > 1440) errors.Add("idleGraceMinutes", "Give 0 to 1440 minutes.");
        foreach (var (field, amount, most) in ((string, decimal?, decimal)[])
            [("startFee", StartFee, MostMoney), ("minimum", Minimum, MostMoney), ("maximum", Maximum, MostMoney), ("perKwh", PerKwh, MostRate), ("perMinute", PerMinute, MostRate), ("idlePerMinute", IdlePerMinute, MostRate)])
            CheckMoney(errors, field, amount, most);
        if (Minimum > Maximum) errors.Add("maximum", "It must not be less than the minimum.");
        if (Bands?.Count > MostBands) errors.Add("bands", $"Give at most {MostBands}.");
        if (Holidays?.Count > MostHolidays) errors.Add("holidays", $"Give at most {MostHolidays}.");
        return new TariffTerms
        {
            Currency = Currency ?? "",
            TaxPercent = TaxPercent ?? 0,
            PricesIncludeTax = PricesIncludeTax ?? false,
            StartFee = StartFee ?? 0,
            PerKwh = PerKwh ?? 0,
            PerMinute = PerMinute ?? 0,
            IdlePerMinute = IdlePerMinute ?? 0,
            IdleGraceMinutes = IdleGraceMinutes ?? 0,
            Minimum = Minimum,
            Maximum = Maximum,
            Bands = [.. (Bands ?? []).Take(MostBands).Select((band, at) => band.Checked(errors.Within($"bands[{at}]")))],
            Holidays = (Holidays ?? []).Take(MostHolidays).Select(day => HolidayOf(errors, day)).ToHashSet(),
        };
    }

    public static void CheckMoney(FieldErrors errors, string field, decimal? amount, decimal most = MostRate)
    {
        if (amount < 0 || amount > most || amount is { Scale: > 6 })
            errors.Add(field, string.Create(CultureInfo.InvariantCulture, $"Give 0 to {most} with at most six decimals."));
    }

    private static DateOnly HolidayOf(FieldErrors errors, string day)
    {
        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found)) return found;
        errors.Add("holidays", $"'{day}' is no day; give it as 2026-12-25.");
        return default;
    }
}

/// <summary>Other prices at some times, as the API takes and tells them.</summary>
internal sealed record BandBody
{
    private static readonly Dictionary<string, HolidayRule> HolidayRules = Enum.GetValues<HolidayRule>().ToDictionary(rule => rule.ToString());

    [Required, MaxLength(40), Description("As it stands on the receipt")]
    public string? Name { get; init; }

    [Description("mon, tue, wed, thu, fri, sat, sun: the days on which it begins; every day when absent")]
    public IReadOnlyList<string>? Days { get; init; }

    [Description("Time of day, as 22:00; 00:00 when absent")]
    public string? From { get; init; }

    [Description("Time of day, as 06:00, at most 24:00; not after 'from': on the next day; 24:00 when absent")]
    public string? To { get; init; }

    [Description("The first day of its season, as 11-01")]
    public string? SeasonFrom { get; init; }

    [Description("The last day of its season, as 02-28; before 'seasonFrom': in the next year")]
    public string? SeasonTo { get; init; }

    [Description("Any: it does not matter; Only: on holidays; Never: on no holiday. Any when absent")]
    public string? Holidays { get; init; }
    public decimal? PerKwh { get; init; }
    public decimal? PerMinute { get; init; }
    public decimal? IdlePerMinute { get; init; }

    public PriceBand Checked(FieldErrors errors)
    {
        var days = (Days ?? []).Select(WeeklyWindows.DayFromText).Distinct().ToList();
        if (days.Contains(null)) errors.Add("days", "Give one or more of: mon, tue, wed, thu, fri, sat, sun.");
        var (from, to) = (WeeklyWindows.MinuteFromText(From ?? "00:00"), WeeklyWindows.MinuteFromText(To ?? "24:00"));
        if (from is null or 24 * 60) errors.Add("from", "Give a time of day from 00:00 to 23:59.");
        if (to is null or 0) errors.Add("to", "Give a time of day from 00:01 to 24:00.");
        var (first, last) = (MonthDay.FromText(SeasonFrom), MonthDay.FromText(SeasonTo));
        if ((SeasonFrom is null) != (SeasonTo is null)) errors.Add("seasonTo", "Give both days of a season, or none.");
        if (SeasonFrom is not null && first is null) errors.Add("seasonFrom", "Give a day of the year, as 11-01.");
        if (SeasonTo is not null && last is null) errors.Add("seasonTo", "Give a day of the year, as 02-28.");
        if (PerKwh is null && PerMinute is null && IdlePerMinute is null) errors.Add("perKwh", "Give at least one price that holds in the band.");
        TermsBody.CheckMoney(errors, "perKwh", PerKwh);
        TermsBody.CheckMoney(errors, "perMinute", PerMinute);
        TermsBody.CheckMoney(errors, "idlePerMinute", IdlePerMinute);
        return new PriceBand
        {
            Name = errors.Text("name", Name, 40),
            Days = [.. days.Where(day => day is not null).Select(day => day!.Value)],
            From = from ?? 0,
            To = to ?? 24 * 60,
            Season = first is { } one && last is { } other ? (one, other) : null,
            Holidays = Holidays is null ? HolidayRule.Any : errors.OneOf("holidays", Holidays, HolidayRules),
            PerKwh = PerKwh,
            PerMinute = PerMinute,
            IdlePerMinute = IdlePerMinute,
        };
    }
}

using System.Runtime.InteropServices;

namespace Ampwright.Csms.Prices;

/// <summary>What one version of a tariff says. Money in the currency, energy in kWh, times in minutes.</summary>
internal sealed record TariffTerms
{
    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>0..100.</summary>
    public decimal TaxPercent { get; init; }

    /// <summary>Whether the tax is in the prices, minimum and maximum already.</summary>
    public bool PricesIncludeTax { get; init; }

    /// <summary>Of a session in which energy was delivered.</summary>
    public decimal StartFee { get; init; }
    public decimal PerKwh { get; init; }

    /// <summary>While the car charges.</summary>
    public decimal PerMinute { get; init; }

    /// <summary>While it is connected after it has charged, beyond <see cref="IdleGraceMinutes"/>.</summary>
    public decimal IdlePerMinute { get; init; }
    public int IdleGraceMinutes { get; init; }

    /// <summary>The least that a session costs in which energy was delivered.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The most that any session costs.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Of those that hold at an instant the first one that names a price counts.</summary>
    public IReadOnlyList<PriceBand> Bands { get; init; } = [];

    /// <summary>In the site's own calendar.</summary>
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    /// <summary>The minutes of the day at which prices may change.</summary>
    public IReadOnlyCollection<int> Turns => [.. Bands.SelectMany(band => (int[])[band.From, band.To]).Append(0).Distinct()];

    /// <param name="local">What the clock on the wall shows.</param>
    public RatesNow RatesAt(DateTime local)
    {
        RateNow? perKwh = null, perMinute = null, idle = null;
        foreach (var band in Bands)
        {
            if (!band.Covers(local, Holidays)) continue;
            perKwh ??= Of(band.PerKwh, band);
            perMinute ??= Of(band.PerMinute, band);
            idle ??= Of(band.IdlePerMinute, band);
        }
        return new RatesNow(perKwh ?? new RateNow(PerKwh, null), perMinute ?? new RateNow(PerMinute, null), idle ?? new RateNow(IdlePerMinute, null));
    }

    private static RateNow? Of(decimal? price, PriceBand band) => price is { } known ? new RateNow(known, band.Name) : null;
}

/// <summary>The prices that hold at an instant.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RatesNow(RateNow PerKwh, RateNow PerMinute, RateNow IdlePerMinute);

/// <param name="Price">For one unit.</param>
/// <param name="Band">The band that says so; null: the tariff itself.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RateNow(decimal Price, string? Band);

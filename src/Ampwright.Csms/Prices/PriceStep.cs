namespace Ampwright.Csms.Prices;

/// <summary>One step of a price's calculation: the amounts of all steps together are the price.</summary>
/// <param name="Kind">What is paid for.</param>
/// <param name="Band">The band whose price it is; null: the tariff's own.</param>
/// <param name="Quantity">kWh, minutes, 1 for a fee, percent for a tax.</param>
/// <param name="UnitPrice">For one unit of the quantity; of a tax, what it is on.</param>
/// <param name="Amount">In the currency, exact to a millionth.</param>
internal sealed record PriceStep(PriceStepKind Kind, string? Band, decimal Quantity, decimal UnitPrice, decimal Amount);

/// <summary>What a step is for. The names are on disk and in the API.</summary>
internal enum PriceStepKind
{
    StartFee,

    /// <summary>kWh.</summary>
    Energy,

    /// <summary>Minutes in which the car charged.</summary>
    ChargingTime,

    /// <summary>Minutes beyond the grace time in which it did not.</summary>
    IdleTime,

    /// <summary>What is lacking to the least price.</summary>
    Minimum,

    /// <summary>What is beyond the highest price; negative.</summary>
    Maximum,

    /// <summary>Where prices are without it.</summary>
    Tax,

    /// <summary>To the currency's smallest unit.</summary>
    Rounding,

    /// <summary>Off, because earlier entries of the book say it already.</summary>
    BookedBefore,

    /// <summary>On again, because a person gave it back before.</summary>
    GivenBack,

    /// <summary>What a person adds, takes off or gives back.</summary>
    Decision,
}

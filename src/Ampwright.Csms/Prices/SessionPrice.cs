namespace Ampwright.Csms.Prices;

/// <summary>What a session costs. Net, tax and gross are whole smallest units of the currency; net and tax are the gross.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Net">Without tax.</param>
/// <param name="Tax">The tax, whether it was added or is in the prices.</param>
/// <param name="Gross">What is paid: the sum of the steps.</param>
/// <param name="TaxPercent">Of the tariff.</param>
/// <param name="Steps">How it is made up.</param>
internal sealed record SessionPrice(string Currency, decimal Net, decimal Tax, decimal Gross, decimal TaxPercent, IReadOnlyList<PriceStep> Steps);

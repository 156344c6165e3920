namespace Ampwright.Csms.Prices;

/// <summary>What is known of a currency (ISO 4217): how many decimals its smallest unit has.</summary>
internal static class Currency
{
    private static readonly HashSet<string> WithoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> WithThree = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    public static bool IsCode(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    public static int Decimals(string code) => WithoutDecimals.Contains(code) ? 0 : WithThree.Contains(code) ? 3 : 2;

    /// <summary>The smallest amount that can be paid.</summary>
    public static decimal Unit(string code) => 1m / Scale(code);

    /// <summary>To the smallest unit; half of one away from zero.</summary>
    public static decimal Round(decimal amount, string code) => decimal.Round(amount, Decimals(code), MidpointRounding.AwayFromZero);

    /// <summary>An amount as a whole number of smallest units, as it is stored.</summary>
    /// <exception cref="OverflowException">It is beyond any price.</exception>
    public static long ToUnits(decimal amount, string code) => decimal.ToInt64(Round(amount, code) * Scale(code));

    public static decimal FromUnits(long units, string code) => units / (decimal)Scale(code);

    private static int Scale(string code) => Decimals(code) switch { 0 => 1, 3 => 1000, _ => 100 };
}

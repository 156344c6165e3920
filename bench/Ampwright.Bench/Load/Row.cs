namespace Ampwright.Bench.Load;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">The median of the rounds.</param>
/// <param name="Unit">Of the measured value and the bar.</param>
/// <param name="Bar">NaN when there is none.</param>
/// <param name="AtLeast">Whether the bar is the least it may be; else it is the most.</param>
/// <param name="Beside">The absolute figures it came from.</param>
internal sealed record Row(string What, double Measured, string Unit, double Bar, bool AtLeast, string Beside)
{
    public bool Holds => double.IsNaN(Bar) || (AtLeast ? Measured >= Bar : Measured <= Bar);

    public override string ToString() =>
        $"| {What} | {Number(Measured)}{Unit} | {(double.IsNaN(Bar) ? "–" : $"{(AtLeast ? "≥" : "≤")} {Number(Bar)}{Unit}")} | {(Holds ? "" : "**missed** ")}{Beside} |";

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Number(double value) => value >= 100 ? $"{value:#,##0}" : $"{value:0.##}";
}

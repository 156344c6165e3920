using System.Globalization;

namespace Ampwright.Station.Board.Lines;

/// <summary>The typed fields of a line. Whatever is missing or out of range throws a <see cref="LineContentException"/>.</summary>
internal static class LineFields
{
    /// <summary>Longest wait a command may ask for, ms.</summary>
    public const int LongestDeadline = 600_000;

    public const int GreatestCurrent = 1_000_000;

    public static string Need(this BoardLine line, string name) =>
        line[name] ?? throw new LineContentException($"{line.Verb} lacks {name}.");

    public static string? Text(this BoardLine line, string name)
    {
        var text = line[name];
        return text is { Length: > BoardLine.LongestText } ? throw new LineContentException($"{line.Verb} has a {name} that is too long.") : text;
    }

    public static long Number(this BoardLine line, string name, long least, long most) =>
        long.TryParse(line.Need(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new LineContentException($"{line.Verb} has a {name} that is no number from {least} to {most}.");

    public static int Int(this BoardLine line, string name, int least, int most) => (int)line.Number(name, least, most);

    /// <summary>A current, mA per phase; null where the line says <paramref name="nothing"/>.</summary>
    public static int? Current(this BoardLine line, string name, string nothing) =>
        line.Need(name) == nothing ? null : line.Int(name, 0, GreatestCurrent);

    public static bool Flag(this BoardLine line, string name) => line.Need(name) switch
    {
        "1" => true,
        "0" => false,
        _ => throw new LineContentException($"{line.Verb} has a {name} that is neither 0 nor 1."),
    };

    public static TEnum Choice<TEnum>(this BoardLine line, string name)
        where TEnum : struct, Enum =>
        line.Need(name) is var text && char.IsAsciiLetterUpper(text.FirstOrDefault()) && Enum.TryParse<TEnum>(text, out var value) && $"{value}" == text
            ? value
            : throw new LineContentException($"{line.Verb} has a {name} that is none of {string.Join(", ", Enum.GetNames<TEnum>())}.");

    /// <summary>1 to 3 numbers with commas between.</summary>
    public static long[] PerPhase(this BoardLine line, string name)
    {
        var parts = line.Need(name).Split(',');
        if (parts.Length > 3) throw new LineContentException($"{line.Verb} has more than 3 phases in {name}.");
        return
        [
            .. parts.Select(part => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number is > int.MinValue and < int.MaxValue
                ? number
                : throw new LineContentException($"{line.Verb} has no numbers in {name}.")),
        ];
    }

    public static int Connector(this BoardLine line) => line.Int("c", 1, BoardFacts.MostConnectors);

    /// <summary>The board's monotonic clock, microseconds.</summary>
    public static long BoardStamp(this BoardLine line) => line.Number("t", 0, long.MaxValue / 1000);

    public static TimeSpan Deadline(this BoardLine line) => TimeSpan.FromMilliseconds(line.Int("by", 1, LongestDeadline));
}

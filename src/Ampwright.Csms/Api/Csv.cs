using System.Text;

namespace Ampwright.Csms.Api;

/// <summary>
/// Tables as RFC 4180 has them. A cell that a spreadsheet would run as a formula is written with an apostrophe before it, and read without.
/// </summary>
internal static class Csv
{
    public const string ContentType = "text/csv";

    private const char Guard = '\'';

    /// <summary>A spreadsheet takes a cell that begins with one of these for a formula, or hides what follows.</summary>
    private const string Dangerous = "=+-@\t\r";

    public static void Write(StringBuilder text, params ReadOnlySpan<string?> cells)
    {
        for (var at = 0; at < cells.Length; at++)
        {
            if (at > 0) text.Append(',');
            text.Append(Cell(cells[at] ?? ""));
        }
        text.Append("\r\n");
    }

    public static string Cell(string value)
    {
        if (IsDangerous(value)) value = Guard + value;
        return value.AsSpan().IndexOfAny(",\"\r\n\t") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The rows with the line each begins on, from 1; empty lines are skipped.</summary>
    /// <exception cref="ProblemException">422: a quotation mark is not closed.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Read(string text)
    {
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        var line = 1;
        while (at < text.Length)
        {
            var begins = line;
            var cells = ReadRow(text, ref at, ref line, begins);
            if (cells.Count > 1 || cells[0].Length > 0) yield return (begins, cells);
        }
    }

    private static List<string> ReadRow(string text, ref int at, ref int line, int begins)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var next = at < text.Length ? text[at] : '\n';
            if (at >= text.Length && quoted)
                throw Problem.Invalid(new Dictionary<string, string[]> { ["body"] = [$"A quotation mark that opens in line {begins} is not closed."] }).AsException();
            at++;
            if (next == '\n') line++;
            if (quoted)
            {
                if (next != '"') cell.Append(next);
                else if (at < text.Length && text[at] == '"') cell.Append(text[at++]);
                else quoted = false;
            }
            else if (next == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (next is ',' or '\n')
            {
                cells.Add(Bare(cell.ToString()));
                cell.Clear();
                if (next == '\n') return cells;
            }
            else if (next != '\r')
            {
                cell.Append(next);
            }
        }
    }

    private static bool IsDangerous(string value) => value.Length > 0 && (Dangerous.Contains(value[0], StringComparison.Ordinal) || (value[0] == Guard && IsDangerous(value[1..])));

    private static string Bare(string cell) => cell.Length > 1 && cell[0] == Guard && IsDangerous(cell[1..]) ? cell[1..] : cell;
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ampwright.Csms.Privacy;

/// <summary>
/// Finds an id tag in what was written down: frames, events, commands, findings. As the value of a field whose name ends with idTag it is found whatever
/// it is; anywhere else only as a word of its own and of at least <see cref="LeastWord"/> characters: a tag "1" is not every 1.
/// </summary>
internal sealed class TagText
{
    public const int LeastWord = 4;

    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(5);
    private readonly string[] _forms;
    private readonly Regex _pattern;

    public TagText(string tag)
    {
        // As JSON may write it, by either of the ways that this program and stations write it.
        _forms = [.. new[] { tag, JsonEncodedText.Encode(tag).ToString(), JsonEncodedText.Encode(tag, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() }.Distinct(StringComparer.Ordinal)];
        var any = $"(?:{string.Join('|', _forms.Select(Regex.Escape))})";
        // JSON within JSON: a quotation mark may be escaped, as often as it is nested, or told by its number.
        const string quote = """(?:\\*"|\\+u0022)""";
        var field = $"""(?<=idTag{quote}\s*:\s*{quote}){any}(?={quote})""";
        // The letter of an escape such as \n, and the digits of one such as \u0022, belong to no word.
        var word = $"""(?:(?<![A-Za-z0-9])|(?<=\\u[0-9A-Fa-f]{"{4}"}|\\[bfnrt])){any}(?![A-Za-z0-9])""";
        _pattern = new Regex(tag.Length >= LeastWord ? $"{field}|{word}" : field, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, LongestMatch);
    }

    public bool IsIn(string text) => _forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)) && _pattern.IsMatch(text);

    /// <returns>The text with something else in the tag's place, byte for byte the same otherwise.</returns>
    public string Replace(string text, string by) =>
        _forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)) ? _pattern.Replace(text, by.Replace("$", "$$", StringComparison.Ordinal)) : text;
}

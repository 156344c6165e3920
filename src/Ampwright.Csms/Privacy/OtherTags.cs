using System.Text.RegularExpressions;

namespace Ampwright.Csms.Privacy;

/// <summary>Id tags in a text in JSON that are not the driver's own: whoever has a tag can charge with it, so nobody is told another's.</summary>
internal sealed partial class OtherTags(IEnumerable<string> own)
{
    private const string Stars = "***";

    private readonly HashSet<string> _own = new(own, StringComparer.OrdinalIgnoreCase);

    /// <returns>The text with stars for every value of a field whose name ends with idTag, unless it is one of the driver's.</returns>
    public string Masked(string text) => Values().Replace(text, found => _own.Contains(found.Groups["tag"].Value) ? found.Value : $"{found.Groups["before"].Value}{Stars}");

    // JSON within JSON: a quotation mark may be escaped, as often as it is nested, or told by its number.
    [GeneratedRegex("""(?<before>idTag(?:\\*"|\\+u0022)\s*:\s*(?:\\*"|\\+u0022))(?<tag>[^"\\]+)""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Values();
}

using System.Text.RegularExpressions;
using Ampwright.Csms.Files;
using Ampwright.Ocpp;

namespace Ampwright.Csms.MessageLog;

/// <summary>Masks what looks like a secret in text without structure. Of a broken frame rather too much than too little.</summary>
internal static partial class LooseRedaction
{
    private const string Mask = Redaction.Mask;

    /// <summary>A text that is a value of its own: URLs, keys in PEM, <c>password=...</c>.</summary>
    public static string OfText(string text)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) return Mask;
        text = FileLink.Masked(text);
        if (text.Contains("://", StringComparison.Ordinal)) text = Address().Replace(text, match => OfAddress(match.Value));
        return Assignment().Replace(text, match => SecretNames.Is(match.Groups["name"].Value)
            ? $"{match.Groups["name"].Value}{match.Groups["between"].Value}{Mask}"
            : match.Value);
    }

    /// <summary>A frame, or a text that begins like JSON, that is none.</summary>
    public static string OfBrokenText(string text)
    {
        var pem = text.IndexOf("PRIVATE KEY", StringComparison.Ordinal);
        if (pem >= 0)
        {
            var begin = text.LastIndexOf("-----BEGIN", pem, StringComparison.Ordinal);
            text = string.Concat(text.AsSpan(0, begin < 0 ? pem : begin), Mask);
        }
        text = Address().Replace(FileLink.Masked(text), match => OfAddress(match.Value));
        var named = Word().Matches(text).FirstOrDefault(word => SecretNames.Is(word.Value));
        if (named is not null)
        {
            // Where its value is cannot be told any more: nothing that follows is shown, and of what came before only the known words.
            var before = Quoted().Replace(text[..named.Index], match => IsKnown(match.Groups["text"].Value) ? match.Value : $"\"{Mask}\"");
            text = $"{before}{named.Value}{Mask}";
        }
        // An AuthorizationKey is 32 to 40 hexadecimal digits.
        return HexDigits().Replace(text, Mask);
    }

    private static bool IsKnown(string text) =>
        Catalogue.Find(text) is not null || text is "key" or "value" or "vendorId" or "messageId" or "data" or "readonly" or "configurationKey";

    /// <summary>
    /// scheme://user:password@host. A password with an unescaped slash makes the address look as if its host ended early: what then stands
    /// for the port is no number.
    /// </summary>
    private static string OfAddress(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = address.AsSpan(start).IndexOfAny("/?#");
        var authority = end < 0 ? address.AsSpan(start) : address.AsSpan(start, end);
        var at = authority.LastIndexOf('@');
        if (at < 0 && authority.LastIndexOf(':') is var colon && colon >= 0 && !authority.EndsWith("]") && authority[(colon + 1)..].ContainsAnyExceptInRange('0', '9'))
            at = address.LastIndexOf('@') - start;
        if (at >= 0) address = $"{address[..start]}{Mask}{address[(start + at)..]}";
        return Parameter().Replace(address, match => IsSecretParameter(match.Groups["name"].Value)
            ? $"{match.Groups["before"].Value}{match.Groups["name"].Value}={Mask}"
            : match.Value);
    }

    private static bool IsSecretParameter(string name) =>
        SecretNames.Is(name) || name.Contains("sig", StringComparison.OrdinalIgnoreCase) || name.Equals("key", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s"'<>]+""", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex("(?<before>[?&;#])(?<name>[^=&;#?]{1,60})=[^&;#]*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex("""(?<name>[A-Za-z][A-Za-z0-9_.-]{1,60})(?<between>["']?\s{0,3}[:=]\s{0,3}["']?)[^\s"',;&]+""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();

    [GeneratedRegex("[A-Za-z0-9_.-]{3,100}", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("\"(?<text>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex("[0-9A-Fa-f]{32,}", RegexOptions.NonBacktracking)]
    private static partial Regex HexDigits();
}

using System.Text.RegularExpressions;

namespace Ampwright.Station.Diagnostics;

/// <summary>
/// Takes out of texts what nobody who reads a trace may learn: passwords on their way to the station (security whitepaper ed. 3, A01.FR.12), user,
/// password and query of URLs, private keys.
/// </summary>
internal static partial class Secrets
{
    public static string Redact(string text)
    {
        if (text.Contains("AuthorizationKey", StringComparison.OrdinalIgnoreCase)) text = Value().Replace(text, "\"value\":\"***\"");
        text = RedactUrls(text);
        return text.Contains("PRIVATE KEY", StringComparison.Ordinal) ? PrivateKey().Replace(text, "(a private key)") : text;
    }

    /// <summary>Takes out user, password and query of URLs only.</summary>
    public static string RedactUrls(string text)
    {
        if (!text.Contains(":/", StringComparison.Ordinal) && !text.Contains(":\\/", StringComparison.Ordinal)) return text;
        text = UserInfo().Replace(text, "${start}***@");
        return Query().Replace(text, "${start}?***");
    }

    [GeneratedRegex("""(?i)"value"\s*:\s*"(?:[^"\\]|\\.)*("|$)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    // In JSON a slash may be written "\/". What follows an @ in a path is no host, so everything up to the last @ of the authority goes.
    [GeneratedRegex("""(?<start>[A-Za-z][A-Za-z0-9+.-]*:\\?/\\?/)[^\s"/\\?#]*@""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex("""(?<start>[A-Za-z][A-Za-z0-9+.-]*:\\?/\\?/[^\s"?]*)\?[^\s"]+""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PrivateKey();
}

using System.Security.Cryptography;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// PEM as peers send it: whatever line ends, none at all, escaped or percent-encoded once too often. Whitepaper A00.FR.507, RFC 7468.
/// </summary>
internal static class PemText
{
    /// <summary>The text with LF alone at the line ends and without slips of encoding.</summary>
    public static string Normalise(string text)
    {
        // Base64 and labels have neither % nor \, so where they stand something was encoded that should not have been.
        if (text.Contains('%', StringComparison.Ordinal)) text = Uri.UnescapeDataString(text);
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            text = text.Replace("\\r", "\r", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
        }

        return text.ReplaceLineEndings("\n").Trim();
    }

    /// <summary>The contents of all blocks; every block has to have one of the labels.</summary>
    /// <param name="longest">In characters, as received.</param>
    public static CertificateFailure? Read(string text, int longest, int most, string[] labels, out List<byte[]> contents)
    {
        contents = [];
        if (text.Length > longest) return new(CertificateFault.TooLong, $"The text has {text.Length} characters; {longest} are allowed.");
        var rest = Normalise(text).AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var label = rest[fields.Label].ToString();
            if (!labels.Contains(label, StringComparer.Ordinal)) return new(CertificateFault.UnexpectedContent, $"The text holds a block '{label}', not only {labels[0]}.");
            if (contents.Count == most) return new(CertificateFault.TooManyCertificates, $"The text holds more than {most} blocks.");
            contents.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            rest = rest[fields.Location.End..];
        }

        return contents.Count == 0 ? new(CertificateFault.NotPem, $"The text holds no PEM block '{labels[0]}'.") : null;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ampwright.Csms.Files;

/// <summary>
/// The way to one file, for one station: <c>/station-files/SECRET/…</c>. The secret is made when the command that tells it is sent, is in that one
/// message, and is kept as a hash only.
/// </summary>
internal static partial class FileLink
{
    public const string Path = "/station-files";

    /// <summary>The location of a command whose link is not made yet, up to a file's name. It is also what records show of it.</summary>
    public const string Pending = $"csms:{Path}/{Commands.CommandSecrets.Mask}/";

    private const int SecretBytes = 32;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    /// <summary>Takes the address apart, below <see cref="Path"/>.</summary>
    /// <returns>The secret, or null where none can be; and the name behind it.</returns>
    public static (string? Secret, string Name) Read(PathString path)
    {
        var parts = (path.Value ?? "").Split('/', 3);
        var secret = parts.Length > 1 && Secret().IsMatch(parts[1]) ? parts[1] : null;
        return (secret, parts.Length > 2 ? parts[2] : "");
    }

    /// <summary>The text with the secrets of links masked, wherever they stand in it.</summary>
    public static string Masked(string text) => text.Contains("station-files", StringComparison.OrdinalIgnoreCase)
        ? Link().Replace(text, match => $"{match.Groups["before"].Value}{Commands.CommandSecrets.Mask}")
        : text;

    [GeneratedRegex("^[A-Za-z0-9_-]{43}$", RegexOptions.NonBacktracking)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?<before>station-files[\\]*/)[A-Za-z0-9_-]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}

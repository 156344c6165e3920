using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Lab.Wire;

/// <summary>What a header of basic authentication said, without the password itself: this goes into the trace.</summary>
/// <param name="Name">The user.</param>
/// <param name="Bytes">How long the password is.</param>
/// <param name="Right">Whether it is the station's present password.</param>
/// <param name="Former">Whether it is the one before.</param>
internal sealed record Credentials(string Name, int Bytes, bool Right, bool Former = false)
{
    private const string Scheme = "Basic ";

    /// <summary>Null where the header is none of basic authentication.</summary>
    /// <param name="password">The right one; null where none is known, and any will do.</param>
    /// <param name="former">The one before it; null where there was none.</param>
    public static Credentials? Read(string? header, byte[]? password, byte[]? former = null)
    {
        if (header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length)) return null;
        // The password is bytes of any value (whitepaper A00.FR.205), so the first colon ends the name.
        var said = bytes.AsSpan(0, length);
        var colon = said.IndexOf((byte)':');
        if (colon < 0) return null;
        var given = said[(colon + 1)..];
        return new Credentials(
            Encoding.UTF8.GetString(said[..colon]),
            given.Length,
            password is null || CryptographicOperations.FixedTimeEquals(given, password),
            former is not null && CryptographicOperations.FixedTimeEquals(given, former));
    }

    /// <summary>The header that says so.</summary>
    public static string Write(string name, byte[] password) => $"{Scheme}{Convert.ToBase64String([.. Encoding.UTF8.GetBytes($"{name}:"), .. password])}";

    /// <summary>The bytes of a password as people write it: 32 to 40 hexadecimal digits are bytes, anything else is text (TC_085_CSMS, 2025-11).</summary>
    public static byte[] PasswordOf(string text) =>
        text.Length is >= 32 and <= 40 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : Encoding.UTF8.GetBytes(text);
}

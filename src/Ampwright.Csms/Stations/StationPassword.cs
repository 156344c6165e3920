using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Csms.Stations;

/// <summary>
/// A station's Basic password, which is its AuthorizationKey: 16 to 20 random bytes (security whitepaper A00.FR.205), kept as a salted hash
/// (A01.FR.08). A fast keyed hash is right because the input is random and long: a slow one would turn a reconnect storm into an outage.
/// </summary>
internal sealed record StationPassword(byte[] Salt, byte[] Hash)
{
    public const int MinBytes = 16;

    /// <summary>Longer than the whitepaper's 20: legacy stations send the 40 hex digits as text.</summary>
    public const int MaxBytes = 40;

    public const string Rule = "32 to 40 hexadecimal digits (16 to 20 bytes, as in AuthorizationKey), or a text of 16 to 40 bytes";

    public static StationPassword Create(ReadOnlySpan<byte> password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new StationPassword(salt, HMACSHA256.HashData(salt, password));
    }

    public bool Matches(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Salt, password), Hash);

    /// <summary>Reads a password as an operator writes it; see <see cref="Rule"/>.</summary>
    public static bool TryParse(string text, out byte[] password)
    {
        password = [];
        if (text.Length is >= 32 and <= 40 && TryDecodeHex(text, out var decoded)) password = decoded;
        else if (Encoding.UTF8.GetByteCount(text) is >= MinBytes and <= MaxBytes) password = Encoding.UTF8.GetBytes(text);
        return password.Length > 0;
    }

    public static bool TryDecodeHex(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length == 0 || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit)) return false;
        bytes = Convert.FromHexString(text);
        return true;
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Csms.Access;

/// <summary>Time-based one-time passwords (RFC 6238) in the form that every authenticator knows: HMAC-SHA-1, steps of 30 s, 6 digits.</summary>
internal static class Totp
{
    public const int Digits = 6;

    /// <summary>RFC 4226 §4, R6 recommends 160 bits.</summary>
    public const int SecretBytes = 20;

    private const int StepSeconds = 30;

    // RFC 4648 §6.
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeAt(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        // SHA-1 is what RFC 6238 has and authenticators know; its HMAC is sound.
#pragma warning disable CA5350
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        // RFC 4226 §5.3: four bytes from where the last half byte says, without the sign.
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')[^digits..];
    }

    /// <summary>A code may be of the step before or after: clocks differ and fingers are slow (RFC 6238 §5.2).</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="code">As given.</param>
    /// <param name="now">The clock.</param>
    /// <param name="after">The newest step of which a code was taken: none is taken twice.</param>
    /// <returns>The step whose code it is; null when it is none that may be taken.</returns>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long after)
    {
        long? found = null;
        var given = Encoding.UTF8.GetBytes(code);
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            var same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), given);
            if (same && step > after) found ??= step;
        }
        return found;
    }

    /// <summary>The secret as people type it.</summary>
    public static string ToText(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var octet in secret)
        {
            (held, bits) = ((held << 8) | octet, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Alphabet[(held >> (bits - 5)) & 31]);
            held &= (1 << bits) - 1;
        }
        if (bits > 0) text.Append(Alphabet[(held << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>What an authenticator reads, mostly as a QR code.</summary>
    public static string ToUri(string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/Ampwright:{Uri.EscapeDataString(account)}?secret={ToText(secret)}&issuer=Ampwright&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}

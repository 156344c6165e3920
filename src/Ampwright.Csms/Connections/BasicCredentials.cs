namespace Ampwright.Csms.Connections;

/// <summary>
/// An Authorization header of scheme Basic: user name and password as bytes, split at the first colon. The password is the raw
/// AuthorizationKey and no text: decoding it as UTF-8 would destroy it (whitepaper A00.FR.205, digest trap 33).
/// </summary>
internal sealed record BasicCredentials(byte[] User, byte[] Password)
{
    private const string Scheme = "Basic ";
    private const int MaxLength = 512;

    public static BasicCredentials? Parse(string? header)
    {
        if (header is null || header.Length > MaxLength || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var encoded = header.AsSpan(Scheme.Length).Trim(' ');
        var buffer = new byte[MaxLength];
        if (!Convert.TryFromBase64Chars(encoded, buffer, out var length)) return null;
        var colon = buffer.AsSpan(0, length).IndexOf((byte)':');
        return colon < 0 ? null : new BasicCredentials(buffer[..colon], buffer[(colon + 1)..length]);
    }
}

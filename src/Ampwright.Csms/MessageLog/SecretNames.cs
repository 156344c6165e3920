using System.Buffers;
using Ampwright.Csms.Commands;

namespace Ampwright.Csms.MessageLog;

/// <summary>Names of fields, configuration keys and URL parameters whose value is nobody's business.</summary>
internal static class SecretNames
{
    private const int LongestName = 100;

    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["authorizationkey", "password", "passwd", "passphrase", "secret", "privatekey", "apikey", "accesskey", "token", "credential", "pwd"],
        StringComparison.OrdinalIgnoreCase);

    public static bool Is(string name)
    {
        if (name.Length is 0 or > LongestName) return false;
        if (CommandSecrets.IsSecret(name)) return true;
        var plain = name.AsSpan().IndexOfAny("_-. ") < 0 ? name : string.Concat(name.Where(char.IsLetterOrDigit));
        return plain.AsSpan().ContainsAny(Words) || plain.EndsWith("psk", StringComparison.OrdinalIgnoreCase);
    }
}

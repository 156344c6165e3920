using System.Globalization;
using System.Security.Cryptography;

namespace Ampwright.Csms.Access;

/// <summary>Password hashes as text: <c>pbkdf2-sha256$iterations$salt$hash</c>, salt and hash in base64.</summary>
internal static class Passwords
{
    public const int MinimumLength = 12;
    public const int MaximumLength = 256;

    private const string Algorithm = "pbkdf2-sha256";
    private const int Iterations = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // Without 0/O, 1/l/I: a person may have to type it from another screen.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    // Compared when the account does not exist, so that the answer takes as long as for one that does.
    private static readonly Lazy<string> Decoy = new(() => Hash(Generate()));

    /// <summary>20 characters in groups of five, 116 bits.</summary>
    public static string Generate() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)));

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        return string.Join('$', Algorithm, Iterations.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(salt), Convert.ToBase64String(hash));
    }

    /// <param name="stored">The account's hash; null (no such account) is refused after the same work.</param>
    public static bool Verify(string password, string? stored)
    {
        var parts = (stored ?? Decoy.Value).Split('$');
        if (parts is not [Algorithm, _, _, _]) throw new InvalidOperationException("The stored password hash has a form this program does not know.");
        var expected = Convert.FromBase64String(parts[3]);
        var hash = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture), HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(hash, expected) && stored is not null;
    }
}

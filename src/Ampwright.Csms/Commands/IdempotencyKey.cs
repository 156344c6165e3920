using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Csms.Commands;

/// <summary>The name that a caller gave a request, so that the same request sent again is not a second command.</summary>
/// <param name="Key">The caller's text, 1 to 200 characters; it counts per caller.</param>
/// <param name="Hash">Tells whether it is the same request.</param>
internal sealed record IdempotencyKey(string Key, byte[] Hash)
{
    public const int MaxLength = 200;

    // A guessable password in the payload is not to be found from its hash in the store.
    private const int Rounds = 100_000;

    /// <param name="key">The caller's text.</param>
    /// <param name="request">Everything that makes the request what it is.</param>
    /// <param name="holdsSecret">Whether a secret is in it.</param>
    public static IdempotencyKey Of(string key, string request, bool holdsSecret) =>
        new(key, Rfc2898DeriveBytes.Pbkdf2(request, Encoding.UTF8.GetBytes(key), holdsSecret ? Rounds : 1, HashAlgorithmName.SHA256, 32));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Csms.Access;

/// <summary>
/// Session keys and API tokens. They carry enough randomness that a plain hash keeps them safe in the store,
/// and looking one up by its hash leaks nothing through time.
/// </summary>
internal static class Secret
{
    public const string TokenPrefix = "amp_";

    /// <summary>256 random bits as 43 characters that need no escaping.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

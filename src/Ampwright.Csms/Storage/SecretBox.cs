using System.Security.Cryptography;
using Ampwright.Csms.Hosting;

namespace Ampwright.Csms.Storage;

/// <summary>
/// Seals what has to be kept in a form that can be read again, such as the secrets that webhooks are signed with. The key is a file of the data
/// folder, not in the database, so that a copy of the database alone tells none.
/// </summary>
internal sealed class SecretBox(CsmsOptions options)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lazy<byte[]> _key = new(() => LoadKey(Path.Combine(options.Data, "secrets.key")));

    public byte[] Seal(byte[] secret)
    {
        var sealedBytes = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key.Value, TagBytes);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceBytes), secret, sealedBytes.AsSpan(NonceBytes, secret.Length), sealedBytes.AsSpan(NonceBytes + secret.Length));
        return sealedBytes;
    }

    /// <returns>The secret; null when it was sealed with another key.</returns>
    public byte[]? Open(byte[] sealedBytes)
    {
        if (sealedBytes.Length < NonceBytes + TagBytes) return null;
        var secret = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key.Value, TagBytes);
        try
        {
            aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, secret.Length), sealedBytes.AsSpan(NonceBytes + secret.Length), secret);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] LoadKey(string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: 32 } kept) return kept;
        var key = RandomNumberGenerator.GetBytes(32);
        var form = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) form.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, form);
        file.Write(key);
        file.Flush(flushToDisk: true);
        return key;
    }
}

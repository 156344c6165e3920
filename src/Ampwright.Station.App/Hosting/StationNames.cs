using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ampwright.Station.Product;

namespace Ampwright.Station.App.Hosting;

/// <summary>Makes the stations of a fleet out of one identity, a count and a password file.</summary>
internal static class StationNames
{
    public const int MostStations = 10_000;

    /// <summary>Longest identity: it is the user name of Basic authentication and a part of the URL.</summary>
    private const int LongestIdentity = 48;

    /// <param name="product">What a station is, by its place in the fleet, above 0, below 1.</param>
    /// <param name="count">Null = one station with the identity as it is; else <c>-0001</c>… is appended, the last of 10,000 is <c>-10000</c>.</param>
    /// <exception cref="StartException">An identity or the password file cannot be used.</exception>
    public static IReadOnlyList<StationSettings> Make(
        string identity, int? count, Func<double, ProductProfile> product, string? passwordFile, int seed)
    {
        if (count is < 1 or > MostStations) throw new StartException($"--count {count} is not possible. Give a number from 1 to {MostStations}.");
        string[] identities = count is null ? [identity] : [.. Enumerable.Range(1, count.Value).Select(number => $"{identity}-{number:D4}")];
        foreach (var one in identities) Check(one);
        var passwords = ReadPasswords(passwordFile, identities.Length);
        return [.. identities.Select((name, index) => new StationSettings(name, product((index + 0.5) / identities.Length), passwords[index], SeedOf(name, seed)))];
    }

    /// <summary>Reads a password as the management system shows it: 32 to 40 hexadecimal digits are bytes, anything else is text.</summary>
    public static ReadOnlyMemory<byte> ParsePassword(string text) =>
        text.Length is >= 32 and <= 40 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : Encoding.UTF8.GetBytes(text);

    private static void Check(string identity)
    {
        if (identity.Length is 0 or > LongestIdentity)
            throw new StartException($"The identity \"{identity}\" has {identity.Length} characters; 1 to {LongestIdentity} are possible.");
        if (identity.Any(one => one is <= ' ' or > '~' or '/' or '\\' or ':' or '?' or '#' or '%') || identity.All(one => one == '.'))
        {
            throw new StartException(
                $"The identity \"{identity}\" holds a character that cannot be used. Use letters, digits and - _ . * = + | @, as in CP-0001.");
        }
    }

    private static ReadOnlyMemory<byte>?[] ReadPasswords(string? file, int count)
    {
        if (file is null) return new ReadOnlyMemory<byte>?[count];
        string[] lines;
        try
        {
            lines = [.. File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {file} given with --password-file cannot be read: {failure.Message}", failure);
        }

        if (lines.Length != 1 && lines.Length != count)
        {
            throw new StartException(
                $"The file {file} given with --password-file has {lines.Length} lines. Give one password for all, or {count}, one a line in the order of the stations.");
        }

        return [.. Enumerable.Range(0, count).Select(index => (ReadOnlyMemory<byte>?)ParsePassword(lines[lines.Length == 1 ? 0 : index]))];
    }

    /// <summary>Stations with different identities have different lives, and each its own again after a restart.</summary>
    public static int SeedOf(string identity, int seed) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {identity}")));
}

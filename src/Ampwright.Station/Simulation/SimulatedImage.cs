using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Station.Simulation;

/// <summary>
/// A firmware image of the simulated hardware: a head of text, then any content. A real image is what the board's boot loader makes of it.
/// <code>
/// AMPWRIGHT-FIRMWARE 1
/// vendor: Ampwright
/// model: Two Sockets 22
/// version: 0.2.0
/// length: 5
/// sha256: (of the content, hexadecimal)
/// (empty line)
/// hello
/// </code>
/// </summary>
/// <param name="Version">1 to 50 characters.</param>
/// <param name="Length">Of the content, bytes.</param>
public sealed record SimulatedImage(string Vendor, string Model, string Version, long Length, string Sha256)
{
    private const string Magic = "AMPWRIGHT-FIRMWARE 1";
    private const int LongestHead = 1_024;

    /// <summary>Makes an image.</summary>
    public static byte[] Make(string vendor, string model, string version, ReadOnlySpan<byte> content)
    {
        var head = $"{Magic}\nvendor: {vendor}\nmodel: {model}\nversion: {version}\nlength: {content.Length.ToString(CultureInfo.InvariantCulture)}\nsha256: {Convert.ToHexStringLower(SHA256.HashData(content))}\n\n";
        return [.. Encoding.UTF8.GetBytes(head), .. content];
    }

    /// <summary>Reads an image whole and checks it against its own head.</summary>
    /// <param name="wrong">What is wrong with it; null = nothing.</param>
    internal static SimulatedImage? Read(Stream image, out string? wrong)
    {
        var buffer = new byte[LongestHead];
        image.Position = 0;
        var filled = image.ReadAtLeast(buffer, LongestHead, throwOnEndOfStream: false);
        var end = buffer.AsSpan(0, filled).IndexOf("\n\n"u8);
        var lines = end < 0 ? [] : Encoding.UTF8.GetString(buffer, 0, end).Split('\n');
        if (lines is not [Magic, var vendor, var model, var version, var length, var digest]
            || Value(vendor, "vendor") is not { } maker || Value(model, "model") is not { } product || Value(version, "version") is not { Length: >= 1 and <= 50 } number
            || !long.TryParse(Value(length, "length"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || Value(digest, "sha256") is not { } sha256)
        {
            wrong = "it is no firmware image";
            return null;
        }
        image.Position = end + 2;
        wrong = image.Length - image.Position != bytes ? $"it holds {image.Length - image.Position} bytes where {bytes} are announced"
            : !Convert.ToHexString(SHA256.HashData(image)).Equals(sha256, StringComparison.OrdinalIgnoreCase) ? "its checksum does not fit"
            : null;
        return new SimulatedImage(maker, product, number, bytes, sha256);
    }

    private static string? Value(string line, string name) => line.StartsWith(name + ": ", StringComparison.Ordinal) ? line[(name.Length + 2)..] : null;
}

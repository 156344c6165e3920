using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Csms.Webhooks;

/// <summary>
/// Proves to the receiver who sent an event and when: <c>v1=</c> and the HMAC-SHA-256, in hexadecimal digits, over the timestamp, a point
/// and the body.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "Ampwright-Signature";
    public const string TimestampHeader = "Ampwright-Timestamp";

    public static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static string Of(byte[] secret, string timestamp, byte[] body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, (byte[])[.. Encoding.ASCII.GetBytes(timestamp), (byte)'.', .. body]));
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Quirks;

/// <summary>Puts right the stamps of a station that writes local time without a zone (digest trap 3): each gets the offset that its zone had then.</summary>
internal static class ZonedTimes
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm:ss"];

    /// <returns>The same call when it holds no such stamp, or cannot be read once it is put right.</returns>
    public static InboundCall Repair(InboundCall call, string zoneId)
    {
        if (!call.Findings.Any(finding => finding.Kind == FindingKind.TimeWithoutZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone)) return call;
        try
        {
            var findings = new List<Finding>();
            return call with { Request = call.Action.Request.Read(Zoned(call.Payload.Span, zone), ReadMode.Tolerant, findings), Findings = call.Findings };
        }
        catch (OcppViolationException)
        {
            return call;
        }
    }

    private static byte[] Zoned(ReadOnlySpan<byte> payload, TimeZoneInfo zone)
    {
        var text = new List<byte>(payload.Length + 64);
        var reader = new Utf8JsonReader(payload);
        var at = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || Stamp(reader.ValueSpan) is not { } local) continue;
            var offset = zone.GetUtcOffset(local);
            // Behind the text, before the closing quote.
            var end = (int)reader.BytesConsumed - 1;
            text.AddRange(payload[at..end]);
            text.AddRange(Encoding.ASCII.GetBytes($"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}"));
            at = end;
        }
        text.AddRange(payload[at..]);
        return [.. text];
    }

    private static DateTime? Stamp(ReadOnlySpan<byte> value)
    {
        if (value.Length is < 19 or > 30) return null;
        var text = Encoding.ASCII.GetString(value);
        return DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? local : null;
    }
}

namespace Ampwright.Ocpp;

/// <summary>
/// Reads and writes times without allocating. On purpose: year 0000 is refused (no calendar we store it in has it), 9999 is read as long
/// as the instant exists, a leap second is the midnight that follows it and is refused at any other time of day, digits past 100 ns are
/// cut off, and a missing zone is UTC with <see cref="OcppTimeForm.WithoutZone"/>.
/// </summary>
internal static class OcppTimeParser
{
    /// <summary>Longest text that is looked at; the longest legal one with nine digits has 35 characters.</summary>
    public const int LongestText = 64;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant, out OcppTimeForm form)
    {
        instant = default;
        form = OcppTimeForm.Rfc3339;
        if (text.Length is < 16 or > LongestText) return false;
        if (text[^1] == ' ' || text[0] == ' ')
        {
            text = text.Trim((byte)' ');
            form = OcppTimeForm.Lenient;
            if (text.Length < 16) return false;
        }

        if (!Digits(text, 0, 4, out var year) || text[4] != '-' || !Digits(text, 5, 2, out var month) || text[7] != '-' || !Digits(text, 8, 2, out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (text[10] == ' ') form = OcppTimeForm.Lenient;
        else if (text[10] is not ((byte)'T' or (byte)'t')) return false;
        if (!Digits(text, 11, 2, out var hour) || text[13] != ':' || !Digits(text, 14, 2, out var minute) || hour > 23 || minute > 59) return false;

        var rest = text[16..];
        var second = 0;
        long fraction = 0;
        if (rest.Length > 0 && rest[0] == ':')
        {
            if (rest.Length < 3 || !Digits(rest, 1, 2, out second) || second > 60) return false;
            rest = rest[3..];
            if (rest.Length > 0 && rest[0] is (byte)'.' or (byte)',')
            {
                if (rest[0] == ',') form = OcppTimeForm.Lenient;
                if (!Fraction(ref rest, out fraction)) return false;
            }
        }
        else
        {
            form = OcppTimeForm.Lenient;
        }

        if (!Zone(rest, out var offsetMinutes, ref form)) return false;

        var ticks = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Utc).Ticks - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (second == 60)
        {
            // RFC 3339 §5.7: a leap second is the 61st second of 23:59 UTC on the last day of a month.
            ticks += TimeSpan.TicksPerSecond;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
            var midnight = new DateTime(ticks, DateTimeKind.Utc);
            if (midnight.TimeOfDay != TimeSpan.Zero || midnight.Day != 1) return false;
        }
        else
        {
            ticks += fraction;
        }

        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
        instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Writes 24 characters: <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public static void Format(DateTimeOffset instant, Span<byte> target)
    {
        var utc = instant.UtcDateTime;
        Put(target, 0, 4, utc.Year);
        target[4] = (byte)'-';
        Put(target, 5, 2, utc.Month);
        target[7] = (byte)'-';
        Put(target, 8, 2, utc.Day);
        target[10] = (byte)'T';
        Put(target, 11, 2, utc.Hour);
        target[13] = (byte)':';
        Put(target, 14, 2, utc.Minute);
        target[16] = (byte)':';
        Put(target, 17, 2, utc.Second);
        target[19] = (byte)'.';
        Put(target, 20, 3, utc.Millisecond);
        target[23] = (byte)'Z';
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        var digits = 0;
        while (digits + 1 < rest.Length && rest[digits + 1] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits < 7) ticks = (ticks * 10) + (rest[digits + 1] - '0');
            digits++;
        }

        for (var i = digits; i < 7; i++) ticks *= 10;
        rest = rest[(digits + 1)..];
        return digits > 0;
    }

    private static bool Zone(ReadOnlySpan<byte> rest, out int minutes, ref OcppTimeForm form)
    {
        minutes = 0;
        if (rest.IsEmpty)
        {
            form = OcppTimeForm.WithoutZone;
            return true;
        }

        // Seen in the field: Z[GMT], the form of Java's ZonedDateTime; the offset before the bracket is the instant's.
        var bracket = rest.IndexOf((byte)'[');
        if (bracket > 0 && rest[^1] == ']')
        {
            rest = rest[..bracket];
            form = OcppTimeForm.Lenient;
        }

        if (rest.Length == 1) return rest[0] is (byte)'Z' or (byte)'z';
        if (rest[0] is not ((byte)'+' or (byte)'-')) return false;
        int hours, extra = 0;
        switch (rest.Length)
        {
            case 6 when rest[3] == ':' && Digits(rest, 1, 2, out hours) && Digits(rest, 4, 2, out extra):
                break;
            case 5 when Digits(rest, 1, 2, out hours) && Digits(rest, 3, 2, out extra):
                form = OcppTimeForm.Lenient;
                break;
            case 3 when Digits(rest, 1, 2, out hours):
                form = OcppTimeForm.Lenient;
                break;
            default:
                return false;
        }

        if (hours > 23 || extra > 59) return false;
        minutes = ((hours * 60) + extra) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int at, int count, out int value)
    {
        value = 0;
        for (var i = at; i < at + count; i++)
        {
            if (text[i] is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + (text[i] - '0');
        }

        return true;
    }

    private static void Put(Span<byte> target, int at, int count, int value)
    {
        for (var i = at + count - 1; i >= at; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}

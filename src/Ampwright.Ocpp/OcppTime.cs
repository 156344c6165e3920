namespace Ampwright.Ocpp;

/// <summary>
/// A <c>dateTime</c> of the standard: the instant, and the text it was received as. Two times are equal when their instants are.
/// A time made by us has no received text and is sent as <c>yyyy-MM-ddTHH:mm:ss.fffZ</c> (OCPP 1.6 ed. 2 §3.14, §3.15).
/// </summary>
public readonly struct OcppTime : IEquatable<OcppTime>, IComparable<OcppTime>
{
    internal OcppTime(DateTimeOffset instant, string? receivedText, OcppTimeForm form)
    {
        Instant = instant.ToUniversalTime();
        ReceivedText = receivedText;
        Form = form;
    }

    public OcppTime(DateTimeOffset instant) : this(instant, receivedText: null, OcppTimeForm.Rfc3339)
    {
    }

    /// <summary>The instant in UTC, to 100 ns; further digits are cut off.</summary>
    public DateTimeOffset Instant { get; }

    /// <summary>The text as it was received, or null for a time of our own.</summary>
    public string? ReceivedText { get; }

    /// <summary>How far the received text was from RFC 3339.</summary>
    public OcppTimeForm Form { get; }

    /// <summary>Reads a time as RFC 3339 (strict), or also as the forms that products in the field send (tolerant).</summary>
    public static bool TryParse(string text, Payloads.ReadMode mode, out OcppTime time)
    {
        ArgumentNullException.ThrowIfNull(text);
        time = default;
        Span<byte> utf8 = stackalloc byte[OcppTimeParser.LongestText];
        if (!System.Text.Encoding.UTF8.TryGetBytes(text, utf8, out var length)) return false;
        if (!OcppTimeParser.TryParse(utf8[..length], out var instant, out var form)) return false;
        if (mode == Payloads.ReadMode.Strict && form != OcppTimeForm.Rfc3339) return false;
        time = new OcppTime(instant, text, form);
        return true;
    }

    public bool Equals(OcppTime other) => Instant == other.Instant;

    public override bool Equals(object? obj) => obj is OcppTime other && Equals(other);

    public override int GetHashCode() => Instant.GetHashCode();

    public int CompareTo(OcppTime other) => Instant.CompareTo(other.Instant);

    /// <summary>The text to send: what was received if it was RFC 3339, else the instant in our own form.</summary>
    public override string ToString() =>
        ReceivedText is not null && Form == OcppTimeForm.Rfc3339
            ? ReceivedText
            : string.Create(24, Instant, static (span, instant) =>
            {
                Span<byte> utf8 = stackalloc byte[24];
                OcppTimeParser.Format(instant, utf8);
                System.Text.Encoding.ASCII.GetChars(utf8, span);
            });

    public static implicit operator OcppTime(DateTimeOffset instant) => new(instant);

    public static bool operator ==(OcppTime left, OcppTime right) => left.Equals(right);

    public static bool operator !=(OcppTime left, OcppTime right) => !left.Equals(right);

    public static bool operator <(OcppTime left, OcppTime right) => left.CompareTo(right) < 0;

    public static bool operator <=(OcppTime left, OcppTime right) => left.CompareTo(right) <= 0;

    public static bool operator >(OcppTime left, OcppTime right) => left.CompareTo(right) > 0;

    public static bool operator >=(OcppTime left, OcppTime right) => left.CompareTo(right) >= 0;
}

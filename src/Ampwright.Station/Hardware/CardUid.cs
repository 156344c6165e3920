using System.Collections.Immutable;

namespace Ampwright.Station.Hardware;

/// <summary>The UID of a card, single, double or triple size (ISO/IEC 14443-3), and how people write it.</summary>
public static class CardUid
{
    /// <summary>How it is written.</summary>
    public const string Form = "4, 7 or 10 bytes as hexadecimal digits, as 04A1B2C3D4E5F6";

    /// <summary>Whether a UID may have so many bytes.</summary>
    public static bool MayHave(int bytes) => bytes is 4 or 7 or 10;

    /// <summary>Reads hexadecimal digits, in either case and with nothing between them.</summary>
    public static bool TryParse(string? text, out ImmutableArray<byte> uid)
    {
        var valid = text is { Length: var digits } && digits % 2 == 0 && MayHave(digits / 2) && text.All(char.IsAsciiHexDigit);
        uid = valid ? [.. Convert.FromHexString(text!)] : [];
        return valid;
    }
}

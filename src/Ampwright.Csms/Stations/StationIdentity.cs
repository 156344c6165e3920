namespace Ampwright.Csms.Stations;

/// <summary>
/// The name of a station: the last segment of its connection URL and its Basic user name. OCPP-J sets no limit; ours is 1..48
/// printable ASCII characters without '/' (it ends a segment) and ':' (it ends a user name). Compared without case.
/// </summary>
internal static class StationIdentity
{
    public const int MaxLength = 48;

    public const string Rule = "1 to 48 printable ASCII characters, without '/' and ':'";

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(letter => letter is >= ' ' and <= '~' and not '/' and not ':')
        && text[0] != ' ' && text[^1] != ' ' && text is not "." and not "..";

    public static string Fold(string identity) => identity.ToUpperInvariant();
}

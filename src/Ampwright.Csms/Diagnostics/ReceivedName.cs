namespace Ampwright.Csms.Diagnostics;

/// <summary>The name that a station gives its file: shown to people, told to browsers, and never a path.</summary>
internal static class ReceivedName
{
    private const int Longest = 200;

    /// <param name="candidates">The first that says something is taken.</param>
    /// <returns>Null where none does.</returns>
    public static string? Of(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate is null) continue;
            var last = candidate[(candidate.LastIndexOfAny(['/', '\\']) + 1)..];
            var plain = string.Concat(last.Where(one => !char.IsControl(one) && !char.IsSurrogate(one) && one is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))).Trim(' ', '.');
            if (plain.Length > 0) return plain.Length > Longest ? plain[^Longest..] : plain;
        }
        return null;
    }
}

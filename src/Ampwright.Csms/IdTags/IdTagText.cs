using Ampwright.Csms.Api;

namespace Ampwright.Csms.IdTags;

/// <summary>What an id tag, or a parent, may look like: CiString20 (OCPP 1.6 ed. 2 §2.2, §7.28).</summary>
internal static class IdTagText
{
    public const int MostCharacters = 20;

    /// <returns>The text, or an empty one where a fault was noted.</returns>
    public static string Check(FieldErrors errors, string field, string? text)
    {
        var found = errors.Text(field, text, MostCharacters);
        if (!found.All(letter => letter is >= ' ' and <= '~')) errors.Add(field, "Use printable ASCII characters only.");
        return found;
    }
}

namespace Ampwright.Csms.Storage;

/// <summary>Text that is looked for, as a pattern of LIKE with the escape character '\'.</summary>
internal static class LikePattern
{
    /// <summary>Whatever contains the text, in which no character means more than itself.</summary>
    public static string Containing(string text) => $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}

namespace Ampwright.Lab.Catalogue;

/// <summary>A revision as people, reports and traces write it.</summary>
internal static class RevisionText
{
    public static string Text(this Revision revision) => revision == Revision.R2024_04 ? "2024-04" : "2025-11";

    /// <exception cref="LabException">There is no such revision.</exception>
    public static Revision Read(string text) => text switch
    {
        "2024-04" => Revision.R2024_04,
        "2025-11" => Revision.R2025_11,
        _ => throw new LabException($"There is no revision \"{text}\"; there are 2024-04 and 2025-11."),
    };
}

namespace Ampwright.Lab.Catalogue;

/// <summary>One case of the catalogue.</summary>
/// <param name="Id">As the test case document writes it, such as TC_003_CS.</param>
/// <param name="Revisions">all, old (up to 2025-06), new (2025-11) or retired (before 2024-04: content unknown, listed and never judged).</param>
/// <param name="Status">mandatory or conditional; with ? where inferred.</param>
/// <param name="Condition">Over the declaration: when the case is run.</param>
internal sealed record CaseRow(string Id, Side Side, string Profile, string Revisions, string Status, Condition Condition, string Name)
{
    /// <summary>The security profiles over whose connection it is run; empty where any will do.</summary>
    public IReadOnlyList<int> Connections { get; init; } = [];

    /// <summary>Whether it raises the security profile for good (TC_083): what needs the lower one must be over by then.</summary>
    public bool Raises => Id.StartsWith("TC_083_", StringComparison.Ordinal);

    public bool RunsOver(int profile) => Connections.Count == 0 || Connections.Contains(profile);

    /// <summary>What is worth knowing about its verdicts; null for nothing.</summary>
    public string? Note => CaseNotes.Of(Id);

    public bool Retired => Revisions == "retired";

    public bool IsIn(Revision revision) => Revisions switch
    {
        "all" => true,
        "old" => revision == Revision.R2024_04,
        "new" => revision == Revision.R2025_11,
        _ => false,
    };
}

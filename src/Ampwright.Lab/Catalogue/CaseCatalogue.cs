namespace Ampwright.Lab.Catalogue;

/// <summary>Every certification case of OCPP 1.6, from the table <c>cases.tsv</c>, in the order of the test case document.</summary>
internal static class CaseCatalogue
{
    public static IReadOnlyList<CaseRow> All { get; } =
        [.. EmbeddedText.Read("cases.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Parse)];

    /// <summary>The cases that a declaration selects, retired ones left out.</summary>
    /// <param name="facts">What the declaration says, see <see cref="Declaration.PicsFacts"/>.</param>
    public static IEnumerable<CaseRow> Selected(Side side, Revision revision, IReadOnlySet<string> facts) =>
        All.Where(row => row.Side == side && row.IsIn(revision) && row.Condition.Holds(facts));

    private static CaseRow Parse(string line)
    {
        var fields = line.Split('\t');
        var condition = fields[5].Split(" @");
        return new CaseRow(
            fields[0], fields[1] == "CS" ? Side.Station : Side.Csms, fields[2], fields[3], fields[4], Condition.Parse(condition[0]), fields[6])
        {
            Connections = condition.Length > 1 ? [.. condition[1].Select(digit => digit - '0')] : [],
        };
    }
}

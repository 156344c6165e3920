using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Cases;
using Ampwright.TestKit.Programs;

namespace Ampwright.Lab.Tests.Catalogue;

/// <summary>The table of docs/lab-cases.md is made of the code; with AMPWRIGHT_WRITE_DOCS=1 the test writes it.</summary>
public sealed class CaseTableTests
{
    private const string Begin = "<!-- made by CaseTableTests -->\n";

    [Fact]
    public async Task The_page_lists_every_case_its_condition_and_its_liars()
    {
        var page = Path.Combine(Repository.Root, "docs", "lab-cases.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var wanted = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table();
        if (Environment.GetEnvironmentVariable("AMPWRIGHT_WRITE_DOCS") == "1") await File.WriteAllTextAsync(page, text = wanted, TestContext.Current.CancellationToken);
        Assert.True(text == wanted, "docs/lab-cases.md is not what the code says. Run this test with AMPWRIGHT_WRITE_DOCS=1, and commit the page.");
    }

    private static string Table()
    {
        var rows = Lab.Catalogue.CaseCatalogue.All.Select(row =>
            $"| {row.Id} | {row.Profile} | {row.Name} | {row.Revisions} | {row.Condition.Text.Replace("|", "or")}{Over(row)} | {Runnable(row.Id, row.Retired)} |\n");
        var notes = Lab.Catalogue.CaseCatalogue.All.Where(row => row.Note is not null).Select(row => $"| {row.Id} | {row.Note} |\n");
        return $"\n| case | profile | name | revisions | condition | found faults |\n|---|---|---|---|---|---|\n{string.Concat(rows)}"
            + $"\n## What verdicts have taught\n\n| case | worth knowing |\n|---|---|\n{string.Concat(notes)}";
    }

    private static string Over(CaseRow row) => row.Connections.Count == 0 ? "" : $", over a connection by profile {string.Join(" or ", row.Connections)}";

    private static string Runnable(string id, bool retired) =>
        retired ? "retired, content unknown, never judged"
        : !StationCases.Ids.Contains(id) && !CsmsCases.Ids.Contains(id) ? "not runnable yet"
        : string.Join("<br>", StationLies.All.Concat(CsmsLies.All).Where(liar => liar.Id == id).Select(liar => liar.Lie.Name.Trim().Replace("|", "or")));
}

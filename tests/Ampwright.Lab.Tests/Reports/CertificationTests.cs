using System.Text;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.TestKit.Programs;

namespace Ampwright.Lab.Tests.Reports;

/// <summary>The published reports of our own runs, and the table of docs/certification.md made of them; with AMPWRIGHT_WRITE_DOCS=1 the test writes it.</summary>
public sealed class CertificationTests
{
    private const string Begin = "<!-- made by CertificationTests -->\n";

    private static readonly string Docs = Path.Combine(Repository.Root, "docs");
    private static readonly string[] Stations = ["ampevo", "full", "tethered"];

    public static TheoryData<string> Runs => [.. Stations, "csms"];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_published_report_is_as_the_lab_made_it_and_every_case_passed(string run)
    {
        var report = Read(run);
        Assert.Equal(report.Seal, ReportSeal.OfText(File.ReadAllText(Path.Combine(Docs, "certification", run, "report.json")), report.Seal));
        Assert.All(report.Cases, one => Assert.Equal(Verdict.Pass, one.Verdict));
        Assert.Contains("not a certificate of the Open Charge Alliance", File.ReadAllText(Path.Combine(Docs, "certification", run, "report.html")));
    }

    [Fact]
    public void The_three_runs_of_the_station_pass_every_case_of_today_and_the_run_of_the_CSMS_as_well()
    {
        Assert.Equal(107, Passed(Stations).Count);
        Assert.Empty(OfToday(Side.Station).Except(Passed(Stations)));
        Assert.Equal(77, Passed(["csms"]).Count);
        Assert.Empty(OfToday(Side.Csms).Except(Passed(["csms"])));
    }

    [Fact]
    public async Task The_page_says_which_run_passed_which_case()
    {
        var page = Path.Combine(Docs, "certification.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var wanted = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table();
        if (Environment.GetEnvironmentVariable("AMPWRIGHT_WRITE_DOCS") == "1") await File.WriteAllTextAsync(page, text = wanted, TestContext.Current.CancellationToken);
        Assert.True(text == wanted, "docs/certification.md is not what the published reports say. Run this test with AMPWRIGHT_WRITE_DOCS=1, and commit the page.");
    }

    private static IEnumerable<string> OfToday(Side side) =>
        Lab.Catalogue.CaseCatalogue.All.Where(row => row.Side == side && !row.Retired && row.IsIn(Revision.R2025_11)).Select(row => row.Id);

    private static HashSet<string> Passed(IEnumerable<string> runs) =>
        [.. runs.SelectMany(run => Read(run).Cases).Where(one => one.Verdict == Verdict.Pass).Select(one => one.Id)];

    private static string Table()
    {
        var reports = Runs.Select(row => row.Data).Select(run => (Run: run, Verdicts: Read(run).Cases.ToDictionary(one => one.Id, one => one.Verdict.Text()))).ToList();
        var table = new StringBuilder($"\n| case | {string.Join(" | ", reports.Select(report => report.Run))} |\n|---|{string.Concat(reports.Select(_ => "---|"))}\n");
        foreach (var row in OfToday(Side.Station).Concat(OfToday(Side.Csms)))
            table.Append($"| {row} | {string.Join(" | ", reports.Select(report => report.Verdicts.GetValueOrDefault(row, "")))} |\n");
        return table.ToString();
    }

    private static RunReport Read(string run) => ReportJson.Read(Path.Combine(Docs, "certification", run, "report.json"));
}

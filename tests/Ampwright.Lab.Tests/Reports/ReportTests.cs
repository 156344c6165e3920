using System.Xml.Linq;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Hosting;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.TestKit.Programs;

namespace Ampwright.Lab.Tests.Reports;

public sealed class ReportTests
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_report_names_files_and_not_the_folders_they_were_in() => Assert.Equal("good.bin", Made(failed: null).Settings.GoodFirmware);

    [Fact]
    public void A_profile_that_is_not_declared_is_not_tested_and_its_refusals_count_for_Core()
    {
        var report = Made(failed: "TC_043_1_CS");
        Assert.Equal("not tested", report.Profiles.Single(one => one.Profile == "LocalAuthListManagement").Result);
        Assert.Equal("fail", report.Profiles.Single(one => one.Profile == "Core").Result);
        Assert.Equal("pass", Made(failed: null).Profiles.Single(one => one.Profile == "Core").Result);
    }

    [Fact]
    public void A_profile_of_which_cases_were_left_out_is_incomplete_and_none_that_passed()
    {
        var pics = PicsReader.Read("full");
        ProfileResult Of(string profile, int connected, params string[] only)
        {
            var plan = RunPlan.Make(Side.Station, Revision.R2025_11, pics, connected, only, [], Lab.Runs.Station.StationCases.Ids, password: true);
            var results = plan.Cases.DistinctBy(row => row.Id).Select(row => new CaseResult { Id = row.Id, Verdict = Verdict.Pass }).ToList();
            return ReportMaker.Make(pics, Revision.R2025_11, new RunSettings(), connected, plan, results, new Figures(), Began, Began, new Dictionary<string, string>())
                .Profiles.Single(one => one.Profile == profile);
        }
        Assert.Equal(new ProfileResult("FirmwareManagement", "pass", 5, 5), Of("FirmwareManagement", connected: 0));
        // From security profile 1 on a station refuses UpdateFirmware, so three cases are left out.
        Assert.Equal(new ProfileResult("FirmwareManagement", "incomplete", 2, 5), Of("FirmwareManagement", connected: 1));
        Assert.Equal("incomplete", Of("Core", connected: 0, "TC_012_CS").Result);
        Assert.Equal("not tested", Of("Reservation", connected: 0, "TC_012_CS").Result);
    }

    [Fact]
    public void What_was_not_tested_stands_there_with_the_reason()
    {
        var left = Made(failed: null).NotRun;
        Assert.Contains(left, one => one is { Id: "TC_003_CS" } && one.Why.Contains("C-07"));
        Assert.Contains(left, one => one is { Id: "TC_006_CS" } && one.Why.Contains("retired"));
    }

    [Fact]
    public void A_figure_without_a_sample_is_told_as_such_and_never_as_zero()
    {
        var report = Made(failed: null);
        Assert.Null(report.Performance.Single(one => one.Name == Figures.RemoteStop).Figure);
        Assert.Contains("no sample", ReportHtml.Write(report));
        var measured = report.Performance.Single(one => one.Name == Figures.Response).Figure!;
        Assert.Equal((3, 0.1, 0.3), (measured.Count, measured.Least, measured.Greatest));
        Assert.Equal(0.2, measured.Average, precision: 9);
    }

    [Fact]
    public void The_printed_report_has_the_blocks_of_an_abstract_and_says_what_it_is_not()
    {
        var page = ReportHtml.Write(Made(failed: "TC_012_CS"));
        string[] blocks =
        [
            "Abstract", "Laboratory", "Device under test", "Performed by, and when", "Result summary", "the list by which a station decides", "Hardware feature set", "Optional features", "Additional questions", "Other relevant settings", "Performance measurement",
            "Communication technology: LAN", "Statement of approval", "Reviewer", "Tolerances", "<h2>Evidence</h2>", "Every case", "What did not pass", "Ambiguous clauses", "Not tested, and why", "step by step",
        ];
        var at = blocks.Select(block => page.IndexOf(block, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, at);
        Assert.Equal(at.Order(), at);
        Assert.Contains("not a certificate of the Open Charge Alliance", page);
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("href=", page);
    }

    [Fact]
    public void Texts_of_a_station_cannot_become_markup()
    {
        var page = ReportHtml.Write(Made(failed: "TC_012_CS", found: "<script>alert(1)</script>"));
        Assert.DoesNotContain("<script>", page);
        Assert.Contains("&lt;script&gt;", page);
    }

    [Fact]
    public void The_JUnit_file_counts_each_verdict_once()
    {
        var root = XDocument.Parse(ReportJUnit.Write(Made(failed: "TC_012_CS"))).Root!;
        Assert.Equal(1, root.Elements("testsuite").Sum(suite => int.Parse(suite.Attribute("failures")!.Value)));
        Assert.Contains("StopTransaction", Assert.Single(root.Descendants("failure")).Attribute("message")!.Value);
    }

    [Theory]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"pass\"", "seal")]
    [InlineData("\"product\": \"AMPEVO\"", "\"product\": \"Other\"", "seal")]
    [InlineData("{\n", "{ \n", "The seal does not fit")]
    [InlineData("\"evidence\": {", "\"evidence\": { \"trace-09.jsonl\": \"00\"", "trace-09.jsonl is missing")]
    public void Any_change_of_a_report_is_found(string instead, string with, string named)
    {
        using var folder = new TemporaryFolder();
        var made = Made(failed: "TC_012_CS");
        ReportFiles.Write(folder.Path, made);
        var file = Path.Combine(folder.Path, "report.json");
        Assert.Empty(VerifyCommand.Changes(file));
        var text = File.ReadAllText(file);
        Assert.Contains(instead, text);
        var at = text.IndexOf(instead, StringComparison.Ordinal);
        File.WriteAllText(file, text[..at] + with + text[(at + instead.Length)..]);
        Assert.Contains(VerifyCommand.Changes(file), change => change.Contains(named));
    }

    [Fact]
    public void A_comparison_names_what_changed_and_knows_the_seeds_figures()
    {
        using var folder = new TemporaryFolder();
        ReportFiles.Write(folder.Path, Made(failed: "TC_012_CS"));
        var lines = CompareCommand.Lines(Path.Combine(folder.Path, "report.json"), Made(failed: null)).ToList();
        Assert.Contains(lines, line => line.Contains("TC_012_CS") && line.Contains("fail -> pass"));
        Assert.Contains("Core: fail -> pass", lines);
        var other = Made(failed: "TC_012_CS", found: "reason is Local") with { Revision = "2024-04" };
        lines = [.. CompareCommand.Lines(Path.Combine(folder.Path, "report.json"), other with { Settings = other.Settings with { MessageTimeout = 31 } })];
        Assert.Contains("revision: 2025-11 -> 2024-04", lines);
        Assert.Contains("settings: not the same", lines);
        Assert.Contains(lines, line => line.Contains("fail for another reason: StopTransaction did not come -> reason is Local"));
        Assert.Contains(CompareCommand.Lines("ampevo", Made(failed: null)), line => line.Contains("6.52 / 6.52 / 6.52"));
    }

    private static RunReport Made(string? failed, string found = "StopTransaction did not come")
    {
        var pics = PicsReader.Read("ampevo");
        var plan = RunPlan.Make(Side.Station, Revision.R2025_11, pics, connected: 0, [], [], Lab.Runs.Station.StationCases.Ids);
        var results = plan.Cases.Select(row => row.Id == failed
            ? new CaseResult { Id = row.Id, Verdict = Verdict.Fail, Step = "3 S: StopTransaction", Expected = "StopTransaction", Found = found }
            : new CaseResult { Id = row.Id, Verdict = Verdict.Pass }).ToList();
        var figures = new Figures();
        foreach (var tenth in new[] { 1, 2, 3 }) figures.Add(Figures.Response, TimeSpan.FromMilliseconds(100 * tenth));
        return ReportMaker.Make(
            pics, Revision.R2025_11, new RunSettings { GoodFirmware = "/home/somebody/good.bin" }, connectedWith: 0, plan, results, figures, Began, Began.AddMinutes(5), new Dictionary<string, string>());
    }
}

using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Tests.Cases;
using Ampwright.TestKit.Programs;

namespace Ampwright.Lab.Tests.Reports;

/// <summary>A run that was interrupted and taken up again.</summary>
public sealed class ResumeTests
{
    [Fact]
    public void It_keeps_what_the_earlier_part_found_measured_and_saw()
    {
        using var folder = new TemporaryFolder();
        var pics = PicsReader.Read("full");
        var first = Folder(folder, false, pics);
        using (var file = new StreamWriter(first.TraceFile))
        {
            StationTrial.Run("TC_036_CS", trace: file);
            // The line in hand when the machine went down.
            file.Write("{\"n\":900,\"at\":\"2026-0");
        }

        var second = Folder(folder, true, pics);
        var kept = Assert.Single(second.Done).Value;
        Assert.Equal(("TC_036_CS", Verdict.Pass, "trace-01.jsonl"), (kept.Id, kept.Verdict, kept.Trace));
        Assert.NotEmpty(kept.Steps);
        Assert.All(kept.Steps, step => Assert.InRange(step.At, kept.Began, kept.Began + kept.Took));
        Assert.Contains(new Reading(1, "not sent"), kept.Readings!);

        File.WriteAllText(second.TraceFile, "");
        var figures = new Figures();
        figures.Add(Figures.Response, TimeSpan.FromSeconds(9));
        var plan = RunPlan.Make(Side.Station, Revision.R2025_11, pics, connected: 0, ["TC_036_CS"], [], StationCases.Ids);
        second.Report(pics, Revision.R2025_11, new RunSettings(), connected: 0, plan, [kept], figures, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        var report = ReportJson.Read(Path.Combine(folder.Path, "report.json"));
        var measured = report.Performance.Single(one => one.Name == Figures.Response).Figure!;
        Assert.InRange(measured.Count, 3, 100);
        Assert.Equal(9, measured.Greatest);
        Assert.InRange(measured.Least, 0, 1);
        Assert.Equal(["pics.json", "trace-01.jsonl", "trace-02.jsonl"], report.Evidence.Keys.Order());
        Assert.Equal(["TC_036_CS"], report.Ambiguities!.Single(one => one.Row == 1).Met["not sent"]);
    }

    [Fact]
    public void It_cannot_go_on_with_another_declaration()
    {
        using var folder = new TemporaryFolder();
        _ = Folder(folder, false, PicsReader.Read("full"));
        var refused = Assert.Throws<LabException>(() => Folder(folder, true, PicsReader.Read("tethered")));
        Assert.Contains("another declaration", refused.Message);
        _ = Folder(folder, false, PicsReader.Read("tethered"));
    }

    [Fact]
    public void It_cannot_go_on_with_another_revision_other_settings_or_over_another_connection()
    {
        using var folder = new TemporaryFolder();
        var pics = PicsReader.Read("full");
        using (var file = new StreamWriter(Folder(folder, false, pics).TraceFile)) StationTrial.Run("TC_036_CS", trace: file);
        RunFolder Again(Revision revision, RunSettings settings, int connected) => new(folder.Path, resume: true, pics, revision, settings, connected);
        Assert.Contains("revision 2025-11", Assert.Throws<LabException>(() => Again(Revision.R2024_04, StationTrial.Settings, 0)).Message);
        Assert.Contains("other settings", Assert.Throws<LabException>(() => Again(Revision.R2025_11, StationTrial.Settings with { MessageTimeout = 31 }, 0)).Message);
        Assert.Contains("security profile 0", Assert.Throws<LabException>(() => Again(Revision.R2025_11, StationTrial.Settings, 1)).Message);
        Assert.Single(Again(Revision.R2025_11, StationTrial.Settings, 0).Done);
    }

    private static RunFolder Folder(TemporaryFolder folder, bool resume, Pics pics) =>
        new(folder.Path, resume, pics, Revision.R2025_11, StationTrial.Settings, connected: 0);
}

using Ampwright.Lab.Hosting;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>Puts a report into its folder.</summary>
internal static class ReportFiles
{
    public static void Write(string folder, RunReport made)
    {
        var report = made with { Seal = ReportSeal.Of(made) };
        File.WriteAllText(Path.Combine(folder, "report.json"), ReportJson.Write(report));
        File.WriteAllText(Path.Combine(folder, "junit.xml"), ReportJUnit.Write(report));
        File.WriteAllText(Path.Combine(folder, "report.html"), ReportHtml.Write(report));
    }

    /// <summary>Says what came of the run.</summary>
    /// <returns>The exit code.</returns>
    public static int Summary(RunReport report, string folder)
    {
        int Count(Verdict verdict) => report.Cases.Count(one => one.Verdict == verdict);
        Console.WriteLine();
        foreach (var profile in report.Profiles.Where(profile => profile.Result != "not tested"))
            Console.WriteLine($"{profile.Profile,-24} {profile.Result,-10} {profile.Passed} of {profile.Selected}");
        Console.WriteLine($"{Count(Verdict.Pass)} passed, {Count(Verdict.Fail)} failed, {Count(Verdict.Inconclusive)} inconclusive, {Count(Verdict.Error)} with errors.");
        Console.WriteLine($"Report: {Path.Combine(folder, "report.html")}");
        Console.WriteLine(ReportPdf.Write(folder) is { } missing ? $"No PDF: {missing}." : $"PDF:    {Path.Combine(folder, "report.pdf")}");
        return report.Cases.All(one => one.Verdict == Verdict.Pass) ? Verb.Passed : Verb.NotPassed;
    }
}

using System.Globalization;
using System.Xml.Linq;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>The report as JUnit XML, one suite a profile, for build servers.</summary>
internal static class ReportJUnit
{
    public static string Write(RunReport report)
    {
        var suites = report.Cases.GroupBy(one => one.Profile).Select(profile => new XElement(
            "testsuite",
            new XAttribute("name", profile.Key),
            new XAttribute("tests", profile.Count()),
            new XAttribute("failures", profile.Count(one => one.Verdict == Verdict.Fail)),
            new XAttribute("errors", profile.Count(one => one.Verdict == Verdict.Error)),
            new XAttribute("skipped", profile.Count(one => one.Verdict == Verdict.Inconclusive)),
            new XAttribute("time", Seconds(profile.Sum(one => one.Seconds))),
            profile.Select(Case)));
        var root = new XElement("testsuites", new XAttribute("name", $"OCPP 1.6 conformance, {report.Declaration.Product}, self-declared"), suites);
        return new XDocument(new XDeclaration("1.0", "utf-8", null), root).ToString() + "\n";
    }

    private static XElement Case(CaseReport one) => new(
        "testcase",
        new XAttribute("classname", one.Profile),
        new XAttribute("name", $"{one.Id} {one.Name}"),
        new XAttribute("time", Seconds(one.Seconds)),
        Outcome(one));

    private static XElement? Outcome(CaseReport one)
    {
        var kind = one.Verdict switch { Verdict.Pass => null, Verdict.Fail => "failure", Verdict.Error => "error", _ => "skipped" };
        return kind is null ? null : new XElement(
            kind, new XAttribute("message", $"expected {one.Detail.Expected}; {one.Detail.Found}"), $"at {one.Detail.Step}");
    }

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}

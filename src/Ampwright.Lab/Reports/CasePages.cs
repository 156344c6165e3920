using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>The pages with every case, and what was not tested and why.</summary>
internal static class CasePages
{
    public static void Write(Html page, RunReport report)
    {
        page.Element("h2", "Every case");
        page.Table(
            ["Case", "Name", "Verdict", "s"],
            report.Cases.Select(one => (string[])[one.Id, one.Name, one.Verdict.Text(), ReportHtml.Number(one.Seconds)]));
        var open = report.Cases.Where(one => one.Verdict != Verdict.Pass).ToList();
        if (open.Count > 0)
        {
            page.Element("h2", "What did not pass, and why");
            foreach (var one in open) Failed(page, one);
        }
        var remarked = report.Cases.Where(one => one.Detail.Remarks.Count > 0).ToList();
        if (remarked.Count > 0)
        {
            page.Element("h2", "Remarks");
            page.Element("p", "Seen and not decisive: messages that the scenario does not name, doubtful checks, readings of ambiguous clauses.", "small");
            foreach (var one in remarked)
            {
                page.Element("h3", one.Id).Raw("<ul class=\"small\">");
                foreach (var remark in one.Detail.Remarks) page.Element("li", remark);
                page.Raw("</ul>");
            }
        }
        page.Element("h2", "Not tested, and why");
        page.Table(["Case", "Name", "Why"], report.NotRun.Select(one => (string[])[one.Id, one.Name, one.Why]));
    }

    private static void Failed(Html page, CaseReport one)
    {
        page.Raw("<div class=\"case\">").Element("h3", $"{one.Id} {one.Name}");
        page.Element("p", $"{one.Verdict.Text()} at step {one.Detail.Step}");
        page.Element("p", $"Expected {one.Detail.Expected}; {one.Detail.Found}.");
        if (one.Detail.Frame is { } frame) page.Element("p", $"Line {frame} of the trace.", "small");
        if (one.Detail.Clause is { } clause) page.Element("p", clause, "small");
        page.Raw("</div>");
    }
}

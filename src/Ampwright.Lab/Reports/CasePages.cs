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
        var noted = report.Cases.Where(one => one.Note is not null).ToList();
        if (noted.Count > 0)
        {
            page.Element("h2", "Notes on cases");
            page.Table(["Case", "Worth knowing"], noted.Select(one => (string[])[one.Id, one.Note!]));
        }
        Ambiguities(page, report);
        page.Element("h2", "Not tested, and why");
        page.Table(["Case", "Name", "Why"], report.NotRun.Select(one => (string[])[one.Id, one.Name, one.Why]));
        Evidence(page, report);
    }

    private static void Ambiguities(Html page, RunReport report)
    {
        page.Element("h2", "Ambiguous clauses, and how this system reads them");
        page.Element("p", "Where the standard can be read in more than one way the lab passes each reading, unless a test case decides for one.", "small");
        page.Table(
            ["", "Clause", "Readings", "The lab", "Met here"],
            (report.Ambiguities ?? []).Select(one => (string[])
            [
                $"{one.Row}", one.Question, string.Join(" / ", one.Readings), one.Stance,
                one.Met.Count == 0 ? "-" : string.Join("; ", one.Met.Select(met => $"{met.Key}: {string.Join(", ", met.Value)}")),
            ]),
            "numbered small");
    }

    private static void Evidence(Html page, RunReport report)
    {
        page.Element("h2", "Evidence: every case, step by step");
        page.Element("p", "L: the lab. S: the system under test. M: hands at the hardware. O: the operator of a management system. Seconds since the case began; the frames stand in the trace.", "small");
        foreach (var one in report.Cases)
        {
            page.Element("h3", $"{one.Id} {one.Name}");
            page.Element("p", $"{one.Verdict.Text()}, {ReportHtml.Number(one.Seconds)} s, {one.Detail.Trace}, from {ReportHtml.Number(one.Detail.Began.TotalSeconds)} s on", "small");
            if (one.Detail.Steps.Count == 0) continue;
            page.Table(
                ["", "s", "Step"],
                one.Detail.Steps.Select(step => (string[])[$"{step.Number}", ReportHtml.Number((step.At - one.Detail.Began).TotalSeconds), step.Text]),
                "numbered small steps");
        }
    }

    private static void Failed(Html page, CaseReport one)
    {
        page.Raw("<div class=\"case\">").Element("h3", $"{one.Id} {one.Name}");
        page.Element("p", $"{one.Verdict.Text()} at step {one.Detail.Step}");
        page.Element("p", $"Expected {one.Detail.Expected}; {one.Detail.Found?.TrimEnd('.')}.");
        if (one.Detail.Frame is { } frame) page.Element("p", $"Line {frame} of the trace.", "small");
        if (one.Detail.Clause is { } clause) page.Element("p", clause, "small");
        page.Raw("</div>");
    }
}

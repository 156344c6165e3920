using Ampwright.Lab.Reports;
using Ampwright.TestKit.Programs;

namespace Ampwright.Lab.Tests.Reports;

public sealed class ReportPdfTests
{
    [Fact]
    public void The_report_is_printed_where_there_is_a_Chromium_and_otherwise_it_is_said_how()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "report.html"), "<!doctype html><title>t</title><p>Printed.</p>");
        var missing = ReportPdf.Write(folder.Path);
        if (missing is null) Assert.Equal("%PDF-", File.ReadAllText(Path.Combine(folder.Path, "report.pdf"))[..5]);
        else Assert.Contains("AMPWRIGHT_CHROMIUM", missing);
    }
}

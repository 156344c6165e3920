using System.ComponentModel;
using System.Diagnostics;

namespace Ampwright.Lab.Reports;

/// <summary>Prints the report to PDF with an installed Chromium.</summary>
internal static class ReportPdf
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Prints report.html of the folder to report.pdf.</summary>
    /// <returns>Null where it was printed; else why not.</returns>
    public static string? Write(string folder)
    {
        // Named, or none where the name is empty.
        var named = Environment.GetEnvironmentVariable("AMPWRIGHT_CHROMIUM");
        foreach (var program in named is null ? Programs : named.Length > 0 ? [named] : Array.Empty<string>())
        {
            try
            {
                return Print(program, folder);
            }
            catch (Win32Exception)
            {
                // It is not there; perhaps the next is.
            }
        }
        return "there is no Chromium; print report.html with any browser, or name the program in AMPWRIGHT_CHROMIUM";
    }

    private static string? Print(string program, string folder)
    {
        var page = new Uri(Path.GetFullPath(Path.Combine(folder, "report.html"))).AbsoluteUri;
        var pdf = Path.GetFullPath(Path.Combine(folder, "report.pdf"));
        var profile = Directory.CreateTempSubdirectory("ampwright-lab-");
        try
        {
            var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in new[] { "--headless", "--disable-gpu", "--no-pdf-header-footer", $"--user-data-dir={profile.FullName}", $"--print-to-pdf={pdf}" }) start.ArgumentList.Add(argument);
            // Chromium keeps its sandbox for everybody but root; the page is our own and loads nothing.
            if (Environment.IsPrivilegedProcess) start.ArgumentList.Add("--no-sandbox");
            start.ArgumentList.Add(page);
            File.Delete(pdf);
            using var printing = Process.Start(start)!;
            printing.OutputDataReceived += (_, _) => { };
            printing.ErrorDataReceived += (_, _) => { };
            printing.BeginOutputReadLine();
            printing.BeginErrorReadLine();
            if (!printing.WaitForExit(Limit))
            {
                printing.Kill(entireProcessTree: true);
                return $"{program} did not print it within {Limit.TotalSeconds:0} s";
            }
            return File.Exists(pdf) ? null : $"{program} ended with {printing.ExitCode} and printed nothing";
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Lab.Reports;

/// <summary>
/// The seal of a report finds changes made by mistake or by hand. It proves nothing about who made the report: whoever can run the lab can seal.
/// </summary>
internal static class ReportSeal
{
    public static string Of(RunReport report) => Of(ReportJson.Write(report with { Seal = "" }));

    /// <summary>Of the text of a report, whichever version of the lab wrote it.</summary>
    /// <param name="seal">The one that stands in it.</param>
    public static string OfText(string json, string seal) => Of(json.Replace($"\"seal\": \"{seal}\"", "\"seal\": \"\"", StringComparison.Ordinal));

    private static string Of(string unsealed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(unsealed)));
}

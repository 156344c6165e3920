using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Lab.Reports;

/// <summary>
/// The seal of a report finds changes made by mistake or by hand. It proves nothing about who made the report: whoever can run the lab can seal.
/// </summary>
internal static class ReportSeal
{
    public static string Of(RunReport report) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ReportJson.Write(report with { Seal = "" }))));
}

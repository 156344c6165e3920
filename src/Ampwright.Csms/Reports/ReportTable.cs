using System.Globalization;
using System.Text;
using Ampwright.Csms.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Reports;

/// <summary>A report as a table to be downloaded.</summary>
internal static class ReportTable
{
    public static string Text(IFormattable? value) => value switch
    {
        null => "",
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        _ => value.ToString(null, CultureInfo.InvariantCulture),
    };

    public static ContentHttpResult Answer(HttpContext context, string name, StringBuilder text)
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        return TypedResults.Content(text.ToString(), Csv.ContentType, Encoding.UTF8);
    }
}

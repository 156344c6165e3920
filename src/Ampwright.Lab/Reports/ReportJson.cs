using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Lab.Reports;

/// <summary>The report as JSON.</summary>
internal static class ReportJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(RunReport report) => JsonSerializer.Serialize(report, Options) + "\n";

    /// <exception cref="LabException">It is no report.</exception>
    public static RunReport Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunReport>(File.ReadAllText(file), Options) ?? throw new LabException($"{file} is empty.");
        }
        catch (Exception broken) when (broken is IOException or JsonException)
        {
            throw new LabException($"{file} is no report of this lab: {broken.Message}", broken);
        }
    }
}

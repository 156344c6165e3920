using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Hosting;

/// <summary>Options that the verbs of both sides have.</summary>
internal static class RunOptions
{
    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static Option<string> Revision() => new("--revision")
    {
        Description = "revision of the test cases: 2024-04 or 2025-11",
        DefaultValueFactory = _ => "2025-11",
    };

    public static Option<string[]> Only() => new("--only") { Description = "ids of the cases to run", AllowMultipleArgumentsPerToken = true };

    public static Option<string[]> Profiles() => new("--profile") { Description = "profiles whose cases to run", AllowMultipleArgumentsPerToken = true };

    public static Option<int> Repeat() => new("--repeat") { Description = "run each case so many times; the worst counts", DefaultValueFactory = _ => 1 };

    public static Option<string> Report() => new("--report") { Description = "folder for report, trace and results", DefaultValueFactory = _ => "lab-report" };

    public static Option<bool> Resume() => new("--resume") { Description = "keep the cases that passed in an interrupted run of that folder" };

    public static RunSettings ReadSettings(string? file)
    {
        if (file is null) return new RunSettings();
        try
        {
            return JsonSerializer.Deserialize<RunSettings>(File.ReadAllText(file), Strictly) ?? new RunSettings();
        }
        catch (Exception wrong) when (wrong is IOException or JsonException)
        {
            throw new LabException($"The settings in {file} cannot be read: {wrong.Message} See docs/lab.md for what they may hold.", wrong);
        }
    }
}

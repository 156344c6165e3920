using System.CommandLine;
using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Hosting;

/// <summary>Options that the verbs of both sides have.</summary>
internal static class RunOptions
{
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

    public static Revision ReadRevision(string text) => text switch
    {
        "2024-04" => Catalogue.Revision.R2024_04,
        "2025-11" => Catalogue.Revision.R2025_11,
        _ => throw new LabException($"There is no revision \"{text}\"; there are 2024-04 and 2025-11."),
    };
}

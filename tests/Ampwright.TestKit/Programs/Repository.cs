namespace Ampwright.TestKit.Programs;

/// <summary>Where the programs under test lie: built beside the tests, in the same configuration.</summary>
public static class Repository
{
    /// <summary>The folder that holds Ampwright.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as the tests themselves.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent?.Name ?? "Debug";

    /// <summary>The assembly of a program of ours.</summary>
    public static string ProgramFile(string project, string assembly)
    {
        var file = Path.Combine(Root, "src", project, "bin", Configuration, "net10.0", assembly + ".dll");
        return File.Exists(file) ? file : throw new FileNotFoundException($"{file} is not there. Build the solution first: dotnet build -c {Configuration}", file);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ampwright.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Ampwright.slnx.");
    }
}

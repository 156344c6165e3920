namespace Ampwright.House.Tests;

/// <summary>The checkout as files on disk.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Projects => Files("*.csproj");

    /// <summary>Files of the checkout by pattern, without what builds and tools leave behind.</summary>
    public static IEnumerable<string> Files(string pattern, string under = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, under), pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or ".git" or ".cache" or ".data"));

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ampwright.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("These tests read the checkout they were built in; it is gone.");
    }
}

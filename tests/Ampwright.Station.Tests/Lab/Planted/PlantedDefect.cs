using System.Reflection;
using System.Runtime.Loader;
using Ampwright.TestKit.Programs;

namespace Ampwright.Station.Tests.Lab.Planted;

/// <summary>The protocol library built anew with one change in its source, and our station and the lab loaded once more over it.</summary>
internal sealed class PlantedDefect : IDisposable
{
    // What the library is built with, but for rules of style and locks on packages, of which it has none.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <LangVersion>14.0</LangVersion>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <VersionPrefix>0.1.0</VersionPrefix>
            <AssemblyName>Ampwright.Ocpp</AssemblyName>
          </PropertyGroup>
        </Project>
        """;

    private readonly TemporaryFolder _folder;

    private PlantedDefect(TemporaryFolder folder) => _folder = folder;

    private string Library => Path.Combine(_folder.Path, "built", "Ampwright.Ocpp.dll");

    /// <summary>Builds the library.</summary>
    /// <param name="file">The source file, below the library's folder; null = nothing is changed.</param>
    /// <param name="from">What stands there once.</param>
    /// <param name="to">What is to stand there.</param>
    public static async Task<PlantedDefect> BuildAsync(string? file, string from, string to)
    {
        var folder = new TemporaryFolder();
        var source = Path.Combine(Repository.Root, "src", "Ampwright.Ocpp");
        foreach (var one in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(source, one);
            if (name.StartsWith("bin", StringComparison.Ordinal) || name.StartsWith("obj", StringComparison.Ordinal)) continue;
            var text = await File.ReadAllTextAsync(one);
            if (name == file)
            {
                Assert.Equal(2, text.Split(from).Length);
                text = text.Replace(from, to, StringComparison.Ordinal);
            }
            var copy = Path.Combine(folder.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllTextAsync(copy, text);
        }
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "Ampwright.Ocpp.csproj"), Project);
        await using var build = RunningProgram.Start(
            "the build", "dotnet", ["build", folder.Path, "-c", "Release", "-o", Path.Combine(folder.Path, "built"), "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
        await TestKit.Eventually.HoldsAsync(() => build.HasExited, $"the library is built:\n{build}", TimeSpan.FromMinutes(3));
        Assert.True(build.ExitCode == 0, build.ToString());
        return new PlantedDefect(folder);
    }

    /// <summary>Runs a case of the lab on our station over this library.</summary>
    /// <returns>The verdict, and what was found.</returns>
    public (string Verdict, string Found) Run(string preset, string id)
    {
        var context = new Around(Library);
        var trial = context.LoadFromAssemblyPath(typeof(LabTrial).Assembly.Location).GetType(typeof(LabTrial).FullName!, throwOnError: true)!;
        return ((string, string))trial.GetMethod(nameof(LabTrial.Outcome))!.Invoke(null, [preset, id])!;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Everything of ours once more; all else is shared.</summary>
    private sealed class Around(string library) : AssemblyLoadContext("over a changed library")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name is not { } name || !name.StartsWith("ampwright", StringComparison.OrdinalIgnoreCase)) return null;
            return LoadFromAssemblyPath(name == "Ampwright.Ocpp" ? library : Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        }
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ampwright.House.Tests;

public sealed partial class DependencyTests
{
    private static readonly XDocument Versions = XDocument.Load(Path.Combine(House.Root, "Directory.Packages.props"));

    [Fact]
    public void Every_package_version_is_exact()
    {
        Assert.All(Versions.Descendants("PackageVersion"), package => Assert.Matches(Exact(), package.Attribute("Version")!.Value));
    }

    [Fact]
    public void Every_package_stands_with_its_version_and_licence_in_the_list_of_dependencies()
    {
        Assert.All(Versions.Descendants("PackageVersion"), package => AssertListed(package.Attribute("Include")!.Value, package.Attribute("Version")!.Value));
    }

    [Fact]
    public void Every_package_of_the_web_app_is_exact_and_stands_with_its_version_and_licence_in_the_list_of_dependencies()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(House.Root, "src/web/package.json")));
        var packages = ((string[])["dependencies", "devDependencies"]).SelectMany(kind => manifest.RootElement.GetProperty(kind).EnumerateObject()).ToList();
        Assert.NotEmpty(packages);
        foreach (var package in packages)
        {
            Assert.Matches(Exact(), package.Value.GetString());
            AssertListed(package.Name, package.Value.GetString()!);
        }
    }

    [Fact]
    public void Every_project_is_locked_to_its_packages()
    {
        Assert.All(House.Projects, project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), House.Relative(project)));
    }

    private static void AssertListed(string name, string version)
    {
        var rows = File.ReadLines(Path.Combine(House.Root, "docs/dependencies.md"))
            .Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 4);
        var row = rows.FirstOrDefault(cells => string.Equals(cells[1].Trim('`'), name, StringComparison.Ordinal));
        Assert.True(row is not null, $"{name} is missing in docs/dependencies.md: say what for, and its licence.");
        Assert.Equal(version, row[2]);
        Assert.Matches("^(MIT|Apache-2.0|MIT OR Apache-2.0|BSD-2-Clause|BSD-3-Clause|PostgreSQL|ISC|0BSD|MPL-2.0|OFL-1.1)$", row[3]);
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+$", RegexOptions.None, 1000)]
    private static partial Regex Exact();
}

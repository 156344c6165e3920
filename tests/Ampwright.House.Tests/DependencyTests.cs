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
        var rows = File.ReadAllLines(Path.Combine(House.Root, "docs/dependencies.md"))
            .Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 4).ToList();
        foreach (var package in Versions.Descendants("PackageVersion"))
        {
            var name = package.Attribute("Include")!.Value;
            var row = rows.Find(cells => string.Equals(cells[1].Trim('`'), name, StringComparison.Ordinal));
            Assert.True(row is not null, $"{name} is missing in docs/dependencies.md: say what for, and its licence.");
            Assert.Equal(package.Attribute("Version")!.Value, row[2]);
            Assert.Matches("^(MIT|Apache-2.0|BSD-2-Clause|BSD-3-Clause|PostgreSQL|ISC|0BSD|MPL-2.0)$", row[3]);
        }
    }

    [Fact]
    public void Every_project_is_locked_to_its_packages()
    {
        Assert.All(House.Projects, project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), House.Relative(project)));
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+$", RegexOptions.None, 1000)]
    private static partial Regex Exact();
}

using System.Xml.Linq;

namespace Ampwright.House.Tests;

/// <summary>Who may reference whom. The table is the one of docs/architecture.md; change both together, and only with a reason.</summary>
public sealed class ReferenceRuleTests
{
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Ampwright.Ocpp"] = [],
        ["Ampwright.Station"] = ["Ampwright.Ocpp"],
        ["Ampwright.Station.App"] = ["Ampwright.Station"],
        ["Ampwright.Csms"] = ["Ampwright.Ocpp"],
        ["Ampwright.Lab"] = [],
    };

    public static TheoryData<string> Products => [.. House.Files("*.csproj", "src").Select(House.Relative)];

    [Theory]
    [MemberData(nameof(Products))]
    public void A_product_references_only_what_the_rules_allow(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(MayReference.ContainsKey(name), $"{name} is not in the table of projects; add it here and in docs/architecture.md.");
        Assert.Subset(MayReference[name].ToHashSet(), References(project).ToHashSet());
    }

    [Fact]
    public void Station_Csms_and_Lab_never_reach_each_other_not_even_by_a_detour()
    {
        string[] programs = ["Ampwright.Station", "Ampwright.Csms", "Ampwright.Lab"];
        foreach (var project in Products.Select(row => row.Data))
        {
            var reached = Reach(project).Append(Path.GetFileNameWithoutExtension(project)).ToHashSet(StringComparer.Ordinal);
            Assert.True(programs.Count(reached.Contains) <= 1, $"{project} joins {string.Join(", ", programs.Where(reached.Contains))}");
        }
    }

    [Fact]
    public void The_protocol_library_needs_nothing_but_the_runtime()
    {
        var project = XDocument.Load(Path.Combine(House.Root, "src/Ampwright.Ocpp/Ampwright.Ocpp.csproj"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
        Assert.Equal("Microsoft.NET.Sdk", project.Root!.Attribute("Sdk")!.Value);
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(House.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<string> Reach(string project) =>
        References(project).SelectMany(name => Reach($"src/{name}/{name}.csproj").Append(name));
}

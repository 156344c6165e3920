using System.Text.RegularExpressions;

namespace Ampwright.House.Tests;

public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. House.Files("*.md").Select(House.Relative)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_to_a_file_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(House.Root, document))!;
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(House.Root, document))))
        {
            var target = link.Groups["target"].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
            Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document} links to {target}, which is not there.");
        }
    }

    [Fact]
    public void Every_page_of_the_documentation_can_be_reached_from_the_readme()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Walk(Path.Combine(House.Root, "README.md"), seen);
        Assert.All(House.Files("*.md", "docs"), page => Assert.Contains(page, seen));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_test_class_that_is_named_is_there(string document)
    {
        var there = House.Files("*.cs", "tests").Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        Assert.All(TestClass().Matches(File.ReadAllText(Path.Combine(House.Root, document))).Select(named => named.Groups["class"].Value), named => Assert.Contains(named, there));
    }

    private static void Walk(string page, HashSet<string> seen)
    {
        if (!seen.Add(page) || !File.Exists(page)) return;
        foreach (Match link in Link().Matches(File.ReadAllText(page)))
        {
            var target = link.Groups["target"].Value.Split('#')[0];
            if (target.EndsWith(".md", StringComparison.Ordinal)) Walk(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, target)), seen);
        }
    }

    [GeneratedRegex(@"`(\w+/)*(?<class>[A-Z]\w+Tests)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}

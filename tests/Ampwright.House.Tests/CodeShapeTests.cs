using System.Text.RegularExpressions;

namespace Ampwright.House.Tests;

public sealed partial class CodeShapeTests
{
    private static readonly string[] SayNothing = ["Helpers", "Helper", "Utils", "Utilities", "Managers", "Manager", "Services", "Common", "Misc"];

    [Fact]
    public void No_folder_or_file_has_a_name_that_says_nothing()
    {
        var parts = House.Files("*.cs").SelectMany(file => House.Relative(Path.ChangeExtension(file, null)).Split('/').Select(part => (file, part)));
        Assert.DoesNotContain(parts, entry => SayNothing.Any(name => entry.part.Equals(name, StringComparison.Ordinal) || (name.Length > 5 && entry.part.EndsWith(name, StringComparison.Ordinal))));
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        Assert.All(House.Files("*.cs"), file => Assert.True(File.ReadLines(file).Count() <= 400, $"{House.Relative(file)}: split it by what it does."));
    }

    [Fact]
    public void The_programs_keep_their_types_to_themselves()
    {
        var files = House.Files("*.cs", "src/Ampwright.Csms").Concat(House.Files("*.cs", "src/Ampwright.Station.App"));
        Assert.All(files, file => Assert.False(PublicType().IsMatch(File.ReadAllText(file)), $"{House.Relative(file)} declares a public type; internal sealed is the rule."));
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        Assert.All(House.Files("*.cs", "src"), file => Assert.False(LeftForLater().IsMatch(File.ReadAllText(file)), $"{House.Relative(file)} reads as unfinished."));
    }

    [GeneratedRegex(@"^\s*public (static |sealed |abstract |partial |readonly )*(class|record|struct|interface|enum) (?!Program\b)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b", RegexOptions.None, 1000)]
    private static partial Regex LeftForLater();
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ampwright.Csms.Events;
using Ampwright.TestKit.Programs;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Events;

[Once]
public sealed partial class EventCatalogueTests
{
    [Fact]
    public void The_page_of_events_names_every_kind_with_its_fields()
    {
        var written = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "events.md"))).Select(row => $"| `{row.Groups["kind"].Value}` | {row.Groups["fields"].Value} |").ToList();
        var known = typeof(StateChange).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => $"| `{kind.TypeDiscriminator}` | {Fields(kind.DerivedType)} |").ToList();

        Assert.All(known, row => Assert.True(written.Contains(row), $"docs/events.md lacks the row '{row} when |': a new kind or field is told there."));
        Assert.All(written, row => Assert.True(known.Contains(row), $"docs/events.md has the row '{row}', which no event is."));
    }

    private static string Fields(Type change)
    {
        var names = change.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => $"`{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}`").ToList();
        return names.Count == 0 ? "–" : string.Join(", ", names);
    }

    [GeneratedRegex(@"^\| `(?<kind>\w+)` \| (?<fields>[^|]*) \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}

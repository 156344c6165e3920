using System.Reflection;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Ocpp;
using Ampwright.TestKit.Programs;

namespace Ampwright.Csms.Tests.Actions;

/// <summary>
/// The table of docs/actions.md: each action, what carries it out, and the tests that see its effect. Made of the code; with
/// AMPWRIGHT_WRITE_DOCS=1 the test writes it.
/// </summary>
[Once]
public sealed class ActionTableTests
{
    private const string Begin = "<!-- made by ActionTableTests -->\n";

    private static readonly ILookup<string, string> Observers = typeof(ActionTableTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods().Select(method => (Test: method, Seen: method.GetCustomAttribute<ObservesAttribute>())))
        .Where(one => one.Seen is not null)
        .SelectMany(one => one.Seen!.Actions.Select(action => (Action: action, Test: $"`{one.Test.DeclaringType!.Name}.{one.Test.Name}`")))
        .ToLookup(one => one.Action, one => one.Test, StringComparer.Ordinal);

    [Fact]
    public async Task The_effect_of_each_of_the_39_actions_is_observed_and_the_page_says_where()
    {
        Assert.Equal(39, Catalogue.All.Count);
        Assert.Equal(Catalogue.All.Select(action => action.Name).Order(StringComparer.Ordinal), Observers.Select(seen => seen.Key).Order(StringComparer.Ordinal));

        var page = Path.Combine(Repository.Root, "docs", "actions.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var wanted = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table();
        if (Environment.GetEnvironmentVariable("AMPWRIGHT_WRITE_DOCS") == "1") await File.WriteAllTextAsync(page, text = wanted, TestContext.Current.CancellationToken);
        Assert.True(text == wanted, $"docs/actions.md is not what the code says. Run this test with AMPWRIGHT_WRITE_DOCS=1, and commit the page.");
    }

    private static string Table()
    {
        var rows = Catalogue.All.OrderBy(action => action.Name, StringComparer.Ordinal).Select(action =>
            $"| {action.Name} | {Direction(action)} | {string.Join("<br>", CarriedOutBy(action))} | {string.Join("<br>", Observers[action.Name].Order(StringComparer.Ordinal))} |\n");
        return $"| action ({Catalogue.All.Count}) | from | carried out by | effect observed by |\n|---|---|---|---|\n{string.Concat(rows)}";
    }

    private static string Direction(OcppAction action) => action.Direction switch
    {
        Ocpp.Direction.StationToCsms => "station",
        Ocpp.Direction.CsmsToStation => "CSMS",
        _ => "both",
    };

    private static IEnumerable<string> CarriedOutBy(OcppAction action)
    {
        if (action.Direction != Ocpp.Direction.CsmsToStation) yield return Name(Assert.IsType<IMessageHandler>(MessageHandlers.Find(action), exactMatch: false).GetType());
        if (action.Direction == Ocpp.Direction.StationToCsms) yield break;
        Assert.Contains(CommandKind.All, kind => kind.Action == action);
        yield return Name(typeof(CommandPump));
        foreach (var effect in CommandEffects.Of(action).Where(effect => effect.Action is not null)) yield return Name(effect.GetType());
    }

    private static string Name(Type type) => $"`{type.Namespace!["Ampwright.Csms.".Length..].Replace('.', '/')}/{type.Name}`";
}

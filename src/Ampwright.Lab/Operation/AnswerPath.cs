using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ampwright.Lab.Operation;

/// <summary>
/// Where a JSON answer has a value, in a part of JSONPath (RFC 9535): <c>$.items[?@.id==7].state</c>. Steps are <c>.name</c>,
/// <c>['name']</c>, <c>[0]</c>, <c>[-1]</c> for the last, <c>[*]</c> for all, and <c>[?@.name==value]</c> for those whose member has this text.
/// </summary>
internal static partial class AnswerPath
{
    /// <summary>What is wrong with a path; null where it can be followed.</summary>
    public static string? Wrong(string path) => Whole().IsMatch(path) ? null
        : $"\"{path}\" is no path: it begins with $ and goes on with .name, ['name'], [0], [-1], [*] or [?@.name==value].";

    /// <summary>The texts of the values that the path leads to; numbers and truth values as JSON writes them.</summary>
    public static IReadOnlyList<string> Select(JsonElement answer, string path)
    {
        IEnumerable<JsonElement> found = [answer];
        foreach (Match step in Step().Matches(path)) found = found.SelectMany(element => Follow(element, step)).ToList();
        return [.. found.Where(element => element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)).Select(Text)];
    }

    private static IEnumerable<JsonElement> Follow(JsonElement element, Match step)
    {
        if (step.Groups["name"] is { Success: true } name) return Member(element, name.Value);
        var items = element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().ToList(),
            JsonValueKind.Object => element.EnumerateObject().Select(member => member.Value).ToList(),
            _ => [],
        };
        if (step.Groups["index"] is { Success: true } index)
        {
            var at = int.Parse(index.Value);
            if (at < 0) at += items.Count;
            return at >= 0 && at < items.Count ? [items[at]] : [];
        }
        if (step.Groups["where"] is not { Success: true } where) return items;
        var wanted = step.Groups["is"].Value.Trim('\'', '"');
        return items.Where(item => where.Value.Split('.').Aggregate((IEnumerable<JsonElement>)[item], (here, member) => here.SelectMany(one => Member(one, member)))
            .Any(one => Text(one) == wanted));
    }

    private static IEnumerable<JsonElement> Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? [value] : [];

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private const string OneStep =
        @"(\.(?<name>[\w-]+)|\['(?<name>[^']+)'\]|\[(?<index>-?\d{1,6})\]|\[\*\]|\[\?\s*@\.(?<where>[\w.-]+)\s*==\s*(?<is>'[^']*'|""[^""]*""|[^\]'""]+)\])";

    [GeneratedRegex(OneStep, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"^\$" + OneStep + "*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}

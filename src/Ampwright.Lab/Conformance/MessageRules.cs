using System.Text.Json;

namespace Ampwright.Lab.Conformance;

/// <summary>
/// The lab's own strict reading of every message, from its own table <c>messages.txt</c>. Nothing here is shared with the systems under test.
/// </summary>
internal sealed class MessageRules
{
    private const string Clause = "OCPP 1.6 ed. 2 §6 and §7, security whitepaper ed. 3 §4 and §5; every frame fits the JSON schemas";

    private readonly Dictionary<string, IReadOnlyList<MemberRule>> _messages = [];
    private readonly Dictionary<string, IReadOnlyList<MemberRule>> _types = [];
    private readonly Dictionary<string, IReadOnlySet<string>> _enums = [];

    private MessageRules()
    {
    }

    public static MessageRules Standard { get; } = Parse(EmbeddedText.Read("messages.txt"));

    /// <summary>The names of all messages, such as Authorize.req.</summary>
    public IReadOnlyCollection<string> Messages => _messages.Keys;

    /// <summary>The names of a message's members; none where there is no such message.</summary>
    public IEnumerable<string> Members(string message) => _messages.TryGetValue(message, out var members) ? members.Select(member => member.Name) : [];

    public static MessageRules Parse(string table)
    {
        var rules = new MessageRules();
        List<MemberRule>? members = null;
        foreach (var line in table.Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == ' ')
            {
                members!.Add(MemberRule.Parse(line.Trim()));
                continue;
            }
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "enum") rules._enums.Add(words[1], words[2..].ToHashSet(StringComparer.Ordinal));
            else (words[0] == "type" ? rules._types : rules._messages).Add(words[^1], members = []);
        }
        return rules;
    }

    /// <summary>Every rule of the table that the payload breaks.</summary>
    /// <param name="message">Its name, such as Authorize.req.</param>
    public IEnumerable<Breach> Check(string message, JsonElement payload) =>
        _messages.TryGetValue(message, out var members)
            ? CheckMembers(members, payload, message)
            : [new Breach($"there is no message {message} in OCPP 1.6", Clause)];

    private IEnumerable<Breach> CheckMembers(IReadOnlyList<MemberRule> rules, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) return [new Breach($"{path} is no object", Clause)];
        var missing = rules.Where(rule => rule.Required && !value.TryGetProperty(rule.Name, out _))
            .Select(rule => new Breach($"{path} has no {rule.Name}", Clause));
        var present = value.EnumerateObject().SelectMany(member => rules.FirstOrDefault(rule => rule.Name == member.Name) is { } rule
            ? CheckValue(rule.Kind, member.Value, $"{path}.{member.Name}")
            : [new Breach($"{path} may not have a member {member.Name}", Clause)]);
        return missing.Concat(present);
    }

    private IEnumerable<Breach> CheckValue(ValueKind kind, JsonElement value, string path)
    {
        if (kind.Of is { } item)
        {
            if (value.ValueKind != JsonValueKind.Array) return [new Breach($"{path} is no list", Clause)];
            return value.GetArrayLength() < kind.Limit
                ? [new Breach($"{path} needs at least {kind.Limit} item", Clause)]
                : value.EnumerateArray().SelectMany((element, index) => CheckValue(item, element, $"{path}[{index}]"));
        }
        if (_types.TryGetValue(kind.Name, out var members)) return CheckMembers(members, value, path);
        var wrong = _enums.TryGetValue(kind.Name, out var names) ? WrongName(names, value) : kind.Wrong(value);
        return wrong is null ? [] : [new Breach($"{path} {wrong}", Clause)];
    }

    private static string? WrongName(IReadOnlySet<string> names, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && names.Contains(value.GetString()!) ? null
        : $"is {value.GetRawText()}, which is none of {string.Join(", ", names)}";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Conformance;

namespace Ampwright.Lab.Operation;

/// <summary>Turns what an operator does at the desk of a CSMS into HTTP requests of its API, as a mapping file says.</summary>
/// <param name="station">The identity of the lab's station.</param>
internal sealed class CsmsMappingOperator(RequestMapping mapping, string station) : ICsmsOperator
{
    private const string AnyCommand = "command";
    private const string AddTag = "addTag";
    private const string AddStation = "addStation";
    private const string SetPassword = "setPassword";
    private const string RaiseProfile = "raiseProfile";

    /// <summary>What may be mapped: any command or single ones, tags, the station, and the records that cases read.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
    [
        AnyCommand, AddTag, AddStation, SetPassword, RaiseProfile, .. Enum.GetValues<CsmsRecord>().Select(Name),
        .. MessageRules.Standard.Messages.Where(message => message.EndsWith(".req", StringComparison.Ordinal)).Select(message => message[..^".req".Length]),
    ];

    public async Task RegisterAsync(int profile, string? password)
    {
        var values = Values(("password", password ?? ""), ("securityProfile", profile));
        var added = mapping.Find(AddStation) is not null;
        if (added) await mapping.DoAsync(AddStation, values);
        if (!added || mapping.Find(SetPassword) is not null) await mapping.DoAsync(SetPassword, values);
    }

    public Task SendAsync(string action, JsonObject payload)
    {
        var values = Values(("action", action), ("payload", payload));
        // A member that this CALL goes without is nothing; a name that OCPP does not have is a mistake in the file.
        foreach (var member in MessageRules.Standard.Members($"{action}.req")) values.TryAdd(member, payload[member]);
        return mapping.DoAsync(mapping.Find(action) is null ? AnyCommand : action, values);
    }

    public Task RaiseProfileAsync(int profile) => mapping.DoAsync(RaiseProfile, Values(("securityProfile", profile)));

    public Task AddTagAsync(string tag, string status, string? parent) =>
        mapping.DoAsync(AddTag, Values(("tag", tag), ("status", status), ("parent", parent ?? "")));

    public async Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values)
    {
        var filling = Values(("key", key));
        if (await mapping.ReadAsync(Name(record), filling) is not { } answer) return false;
        var mapped = mapping.Find(Name(record))!;
        // Asked for nothing but whether it is there: a list that is filtered by paths may as well be without it.
        if (values.Count == 0 && mapped.Values is { Count: > 0 } paths) return paths.Values.Any(path => Selected(answer, path, filling).Count > 0);
        foreach (var (member, wanted) in values)
        {
            if (mapped.Values?.GetValueOrDefault(member) is not { } path) throw new OperatorException($"The mapping file does not say where a {Name(record)} has its {member}.");
            if (!Selected(answer, path, filling).Contains(mapped.Word(wanted))) return false;
        }
        return true;
    }

    private static IReadOnlyCollection<string> Selected(JsonElement answer, string path, Dictionary<string, JsonNode?> filling) =>
        [.. AnswerPath.Select(answer, RequestMapping.Fill(path, filling, value => value!.GetValue<string>()))];

    private Dictionary<string, JsonNode?> Values(params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var values = new Dictionary<string, JsonNode?> { ["station"] = station };
        foreach (var (name, value) in more) values[name] = value;
        return values;
    }

    private static string Name(CsmsRecord record) => JsonNamingPolicy.CamelCase.ConvertName(record.ToString());
}

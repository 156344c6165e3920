using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Ampwright.Lab.Operation;

/// <summary>
/// A mapping file: HTTP requests of somebody else's system by the names that the lab has for what they do, such as
/// <c>{"plug":{"url":"http://rig/plug/{connector}"}}</c>. Rigs of stations and operators' APIs of CSMSs are mapped the same way.
/// </summary>
internal sealed partial class RequestMapping(HttpClient http, IReadOnlyDictionary<string, MappedRequest> requests)
{
    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="known">The names that may be mapped.</param>
    /// <exception cref="LabException">The file is not there or cannot be understood.</exception>
    public static RequestMapping Read(HttpClient http, string file, IReadOnlyCollection<string> known)
    {
        string Names() => string.Join(", ", known);
        try
        {
            var requests = JsonSerializer.Deserialize<Dictionary<string, MappedRequest>>(File.ReadAllText(file), Strictly)
                ?? throw new LabException($"{file} is empty; it may map {Names()}.");
            foreach (var (name, request) in requests)
            {
                if (!known.Contains(name)) throw new LabException($"{file} maps {name}, which is none of {Names()}.");
                if (Wrong(request) is { } wrong) throw new LabException($"{file}: {name}: {wrong}");
            }
            return new RequestMapping(http, requests);
        }
        catch (IOException missing)
        {
            throw new LabException($"The mapping file {file} cannot be read: {missing.Message}", missing);
        }
        catch (JsonException unreadable)
        {
            throw new LabException($"{file} is no mapping ({unreadable.Message}); it may map {Names()}, each to {{\"url\":…,\"method\":…,\"body\":…}}.", unreadable);
        }
    }

    /// <summary>The request of that name; null where the file has none.</summary>
    public MappedRequest? Find(string name) => requests.GetValueOrDefault(name);

    /// <summary>The first request, in the order of the names, in which {<paramref name="value"/>} does not stand; null = it stands in all.</summary>
    public string? WithoutThe(string value) => requests
        .Where(one => !new[] { one.Value.Url, one.Value.Body ?? "" }.Concat(one.Value.Headers?.Values ?? []).Any(text => text.Contains($"{{{value}}}", StringComparison.Ordinal)))
        .Select(one => one.Key).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Sends the request of that name.</summary>
    /// <param name="values">What stands for {name} in it.</param>
    /// <exception cref="OperatorException">It is not mapped, cannot be sent, or is not answered with 2xx.</exception>
    public async Task DoAsync(string name, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var (code, text, asked) = await AskAsync(name, values, HttpMethod.Post);
        if (!Fine(code)) throw new OperatorException($"{asked} answered {(int)code} {text}");
    }

    /// <summary>Reads with the request of that name.</summary>
    /// <returns>The JSON of the answer; null for 404.</returns>
    /// <exception cref="OperatorException">It is not mapped, cannot be sent, or is answered with neither JSON nor 404.</exception>
    public async Task<JsonElement?> ReadAsync(string name, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var (code, text, asked) = await AskAsync(name, values, HttpMethod.Get);
        if (code == HttpStatusCode.NotFound) return null;
        if (!Fine(code)) throw new OperatorException($"{asked} answered {(int)code} {text}");
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException unreadable)
        {
            throw new OperatorException($"{asked} did not answer with JSON: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Puts the values where their names stand.</summary>
    /// <param name="write">How a value is written there.</param>
    /// <exception cref="OperatorException">A name stands there that has no value here.</exception>
    public static string Fill(string text, IReadOnlyDictionary<string, JsonNode?> values, Func<JsonNode?, string> write) => Placeholder().Replace(text, found =>
        values.TryGetValue(found.Groups["name"].Value, out var value)
            ? write(value)
            : throw new OperatorException($"The mapping has {found.Value}, which is nothing here; there are {string.Join(", ", values.Keys.Select(name => $"{{{name}}}"))}."));

    private async Task<(HttpStatusCode Code, string Text, string Asked)> AskAsync(string name, IReadOnlyDictionary<string, JsonNode?> values, HttpMethod usual)
    {
        if (Find(name) is not { } mapped) throw new OperatorException($"The mapping file has no {name}.");
        string Plain(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var said) ? mapped.Word(said) : value?.ToJsonString() ?? "";
        string Quoted(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out _) ? JsonEncodedText.Encode(Plain(value)).ToString() : Plain(value);
        using var request = new HttpRequestMessage(
            mapped.Method is { } method ? new HttpMethod(method) : usual, Fill(mapped.Url, values, value => Uri.EscapeDataString(Plain(value))));
        if (mapped.Body is { } body) request.Content = new StringContent(Fill(body, values, Quoted), Encoding.UTF8, mapped.ContentType);
        foreach (var (header, value) in mapped.Headers ?? new Dictionary<string, string>()) request.Headers.TryAddWithoutValidation(header, Fill(value, values, Plain));
        try
        {
            using var answer = await http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), $"{request.RequestUri}");
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            throw new OperatorException($"{request.RequestUri} cannot be reached: {gone.Message}", gone);
        }
    }

    private static bool Fine(HttpStatusCode code) => (int)code is >= 200 and <= 299;

    private static string? Wrong(MappedRequest request)
    {
        if (!Uri.TryCreate(Placeholder().Replace(request.Url, "0"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return $"\"{request.Url}\" is no http or https address.";
        if (request.Method is { } method && !method.All(char.IsAsciiLetter)) return $"\"{method}\" is no method.";
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out _)) return $"\"{request.ContentType}\" is no content type.";
        return request.Values?.Values.Select(AnswerPath.Wrong).FirstOrDefault(wrong => wrong is not null);
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z][A-Za-z0-9]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

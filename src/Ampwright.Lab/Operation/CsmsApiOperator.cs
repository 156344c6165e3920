using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ampwright.Lab.Operation;

/// <summary>Works a CSMS of ours by its operators' API, with the token of an owner.</summary>
internal sealed class CsmsApiOperator : ICsmsOperator
{
    private readonly HttpClient _http;
    private readonly string _api;
    private readonly string _station;

    /// <param name="api">Where the CSMS is, such as http://127.0.0.1:8180.</param>
    /// <param name="station">The identity of the lab's station there.</param>
    public CsmsApiOperator(HttpClient http, string api, string token, string station)
    {
        (_http, _api, _station) = (http, $"{api.TrimEnd('/')}/api/v1", Uri.EscapeDataString(station));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Registers the lab's station, to which the CSMS is to send nothing unasked.</summary>
    public async Task RegisterAsync(string password)
    {
        var (code, answer) = await AskAsync(HttpMethod.Post, "stations", new JsonObject { ["identity"] = Uri.UnescapeDataString(_station), ["password"] = password, ["noUnsolicitedCalls"] = true });
        if (code != HttpStatusCode.Created) throw Refused("The lab's station could not be registered", code, answer);
    }

    public async Task SendAsync(string action, JsonObject payload)
    {
        var (code, answer) = await AskAsync(HttpMethod.Post, $"stations/{_station}/commands/{action}", payload);
        // What is wrong on purpose goes out as a raw command.
        if (code is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict)
            (code, answer) = await AskAsync(HttpMethod.Post, $"stations/{_station}/raw-commands/{action}", payload);
        if ((int)code is < 200 or > 299) throw Refused($"{action} cannot be sent", code, answer);
    }

    public async Task AddTagAsync(string tag, string status, string? parent)
    {
        var body = new JsonObject { ["blocked"] = status == "Blocked" };
        if (status == "Expired") body["expiresAt"] = "2020-01-01T00:00:00Z";
        if (parent is not null) body["parentIdTag"] = parent;
        var (code, answer) = await AskAsync(HttpMethod.Put, $"id-tags/{Uri.EscapeDataString(tag)}", body);
        if ((int)code is < 200 or > 299) throw Refused($"The id tag {tag} cannot be made known", code, answer);
    }

    public async Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values)
    {
        var found = record switch
        {
            CsmsRecord.Transaction => await ReadAsync($"transactions/{key}"),
            CsmsRecord.Reservation => await FirstAsync($"reservations?station={_station}", one => Text(one, "reservationId") == key),
            CsmsRecord.ConnectorStatus => await FirstAsync($"stations/{_station}/connectors", one => Text(one, "connectorId") == key),
            CsmsRecord.FirmwareUpdate => await FirstAsync($"stations/{_station}/firmware-updates", _ => true),
            CsmsRecord.SecurityEvent => await FirstAsync($"security-events?station={_station}", one => Text(one, "type") == key),
            _ => await NewestNoticeAsync(),
        };
        return found is { } shown && values.All(value => Member(record, value.Key).Any(name => Text(shown, name) == value.Value));
    }

    // The names that the API has for what OCPP and the cases call otherwise.
    private static string[] Member(CsmsRecord record, string name) => (record, name) switch
    {
        (CsmsRecord.Transaction, "stopReason") => ["reason"],
        (CsmsRecord.Reservation, "status") => ["state"],
        _ => [name],
    };

    // What stations told of diagnostics that nobody fetched by the CSMS's own links.
    private async Task<JsonElement?> NewestNoticeAsync()
    {
        var notice = await FirstAsync("events/log?kind=stationNotified", one => Text(one, "station") == Uri.UnescapeDataString(_station));
        return notice is { } told && told.TryGetProperty("change", out var change) && Text(change, "content") is { } content ? JsonElement.Parse(content) : null;
    }

    private async Task<JsonElement?> FirstAsync(string path, Func<JsonElement, bool> which)
    {
        if (await ReadAsync(path) is not { } page) return null;
        var found = page.GetProperty("items").EnumerateArray().FirstOrDefault(which);
        return found.ValueKind == JsonValueKind.Undefined ? null : found;
    }

    private async Task<JsonElement?> ReadAsync(string path)
    {
        var (code, answer) = await AskAsync(HttpMethod.Get, path, body: null);
        if (code == HttpStatusCode.NotFound) return null;
        if (code != HttpStatusCode.OK) throw Refused($"{path} cannot be read", code, answer);
        return JsonElement.Parse(answer);
    }

    private async Task<(HttpStatusCode Code, string Answer)> AskAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, $"{_api}/{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        try
        {
            using var answer = await _http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException gone)
        {
            throw new OperatorException($"The API at {_api} cannot be reached: {gone.Message}", gone);
        }
    }

    private static OperatorException Refused(string what, HttpStatusCode code, string answer) => new($"{what}: the API answered {(int)code} {answer}");

    private static string? Text(JsonElement one, string name) =>
        !one.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}

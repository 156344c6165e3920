using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ampwright.Lab.Operation;

/// <summary>Works a CSMS of ours by its operators' API, with the token of an owner.</summary>
internal sealed class CsmsApiOperator : ICsmsOperator
{
    // As a person does who sees that the certificate is not there yet.
    private static readonly TimeSpan KeepsLooking = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly string _api;
    private readonly string _station;

    /// <param name="api">Where the CSMS is, such as http://127.0.0.1:8180.</param>
    /// <param name="station">The identity of the lab's station there.</param>
    public CsmsApiOperator(HttpClient http, string api, string token, string station, TimeProvider time)
    {
        (_http, _api, _station, _time) = (http, $"{api.TrimEnd('/')}/api/v1", Uri.EscapeDataString(station), time);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Registers the lab's station, to which the CSMS is to send nothing unasked.</summary>
    /// <param name="profile">The security profile by which it comes.</param>
    /// <param name="password">As the run was told it; null for none.</param>
    public async Task RegisterAsync(int profile, string? password)
    {
        var station = new JsonObject { ["identity"] = Uri.UnescapeDataString(_station), ["securityProfile"] = profile, ["noUnsolicitedCalls"] = true };
        if (profile < 3 && password is not null) station["password"] = password;
        if (profile == 0 && password is null) station["withoutPassword"] = true;
        await MustAsync(HttpMethod.Post, "stations", station, "The lab's station could not be registered");
    }

    public async Task SendAsync(string action, JsonObject payload)
    {
        if (action == "CertificateSigned" && payload.Count == 0)
        {
            await SendIssuedAsync();
            return;
        }
        var (code, answer) = await AskAsync(HttpMethod.Post, $"stations/{_station}/commands/{action}", payload);
        // What is wrong on purpose goes out as a raw command.
        if (code is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict)
            (code, answer) = await AskAsync(HttpMethod.Post, $"stations/{_station}/raw-commands/{action}", payload);
        if ((int)code is < 200 or > 299) throw Refused($"{action} cannot be sent", code, answer);
    }

    public async Task RaiseProfileAsync(int profile)
    {
        // To profile 3 the CSMS has to send certificates of its own accord.
        if (profile == 3) await MustAsync(HttpMethod.Patch, $"stations/{_station}", new JsonObject { ["noUnsolicitedCalls"] = false }, "The station cannot be sent certificates");
        await MustAsync(HttpMethod.Post, $"stations/{_station}/security-profile-upgrades", new JsonObject { ["securityProfile"] = profile, ["resetAfter"] = 0 }, "The security profile cannot be raised");
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
            CsmsRecord.ChargingProfile => await FirstAsync($"stations/{_station}/charging-profiles", one => Text(one, "chargingProfileId") == key),
            CsmsRecord.Certificate => await FirstAsync($"stations/{_station}/certificates", one => Text(one, "serialNumber")?.TrimStart('0').Equals(key, StringComparison.OrdinalIgnoreCase) == true),
            CsmsRecord.LocalListEntry => await FirstAsync($"stations/{_station}/local-list/entries?limit=500", one => Text(one, "idTag") == key),
            CsmsRecord.SecurityEvent => await FirstAsync($"security-events?station={_station}", one => Text(one, "type") == key),
            _ => await NewestNoticeAsync(),
        };
        return found is { } shown && values.All(value => Member(record, value.Key).Any(name => Text(Holder(record, name, shown), name) == value.Value));
    }

    // What the CSMS has issued lies there until an operator sends it.
    private async Task SendIssuedAsync()
    {
        var began = _time.GetTimestamp();
        JsonElement newest;
        while (true)
        {
            newest = await FirstAsync($"certificate-requests?station={_station}", _ => true) ?? throw new OperatorException("The CSMS shows no request for a certificate.");
            if (Text(newest, "state") != "Waiting" || _time.GetElapsedTime(began) > KeepsLooking) break;
            await Task.Delay(Pause, _time);
        }
        // Where it may send of its own accord it has done so.
        if (Text(newest, "state") is "Waiting" or "Issued") await MustAsync(HttpMethod.Post, $"certificate-requests/{Text(newest, "id")}/send", null, "The certificate cannot be sent");
    }

    private async Task MustAsync(HttpMethod method, string path, JsonObject? body, string otherwise)
    {
        var (code, answer) = await AskAsync(method, path, body);
        if ((int)code is < 200 or > 299) throw Refused(otherwise, code, answer);
    }

    // The names that the API has for what OCPP and the cases call otherwise.
    private static string[] Member(CsmsRecord record, string name) => (record, name) switch
    {
        (CsmsRecord.Transaction, "stopReason") => ["reason"],
        (CsmsRecord.Reservation, "status") => ["state"],
        _ => [name],
    };

    // What the standard says of a profile the API keeps as it was sent.
    private static JsonElement Holder(CsmsRecord record, string name, JsonElement shown) =>
        record == CsmsRecord.ChargingProfile && name == "chargingProfilePurpose" ? shown.GetProperty("profile") : shown;

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

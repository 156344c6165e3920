using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Ampwright.Station.App.Demonstration;

/// <summary>What the demonstration asks of the management system, over its public API.</summary>
internal sealed class CsmsApi : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="csms">Its address, as <c>http://127.0.0.1:8180</c>.</param>
    /// <param name="token">An API token with the role operator or owner.</param>
    /// <param name="time">For waiting.</param>
    public CsmsApi(Uri csms, string token, TimeProvider time)
    {
        _http = new HttpClient { BaseAddress = csms, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _time = time;
    }

    /// <summary>Waits until the system serves.</summary>
    /// <exception cref="TimeoutException">It did not within a minute.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken stop)
    {
        var started = _time.GetTimestamp();
        while (!await IsReadyAsync(stop))
        {
            if (_time.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
                throw new TimeoutException($"The management system at {_http.BaseAddress} did not become ready within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, stop);
        }
    }

    /// <summary>Registers a station with this password, or gives a registered one this password.</summary>
    /// <param name="identity">The station's identity.</param>
    /// <param name="password">The bytes of its AuthorizationKey, as hexadecimal text.</param>
    /// <param name="stop">Gives up.</param>
    public async Task RegisterStationAsync(string identity, string password, CancellationToken stop)
    {
        var settings = new JsonObject { ["password"] = password, ["heartbeatSeconds"] = 60 };
        using var changed = await _http.PatchAsJsonAsync($"/api/v1/stations/{identity}", settings, stop);
        if (changed.StatusCode != HttpStatusCode.NotFound)
        {
            await EnsureAsync(changed, stop);
            return;
        }

        settings["identity"] = identity;
        using var registered = await _http.PostAsJsonAsync("/api/v1/stations", settings, stop);
        await EnsureAsync(registered, stop);
    }

    /// <summary>Makes an id tag known; one that is known stays as it is.</summary>
    public async Task AddIdTagAsync(string idTag, string note, CancellationToken stop)
    {
        using var known = await _http.GetAsync($"/api/v1/id-tags/{idTag}", stop);
        if (known.IsSuccessStatusCode) return;
        using var answer = await _http.PutAsJsonAsync($"/api/v1/id-tags/{idTag}", new JsonObject { ["note"] = note }, stop);
        await EnsureAsync(answer, stop);
    }

    /// <summary>Sends a command to a station and waits for what becomes of it.</summary>
    /// <returns>The status of the station's answer, as <c>Accepted</c>; otherwise why there is none, as <c>TimedOut</c>.</returns>
    public async Task<string> CommandAsync(string identity, string action, JsonObject payload, CancellationToken stop)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/v1/stations/{identity}/commands/{action}?wait=20", payload, stop);
        await EnsureAsync(answer, stop);
        var command = await answer.Content.ReadFromJsonAsync<JsonObject>(stop);
        return command?["status"]?.GetValue<string>() ?? command?["state"]?.GetValue<string>() ?? "unknown";
    }

    /// <summary>The running transaction on a connector, or null.</summary>
    public async Task<int?> RunningTransactionAsync(string identity, int connectorId, CancellationToken stop)
    {
        using var answer = await _http.GetAsync($"/api/v1/transactions?station={identity}&open=true", stop);
        await EnsureAsync(answer, stop);
        var page = await answer.Content.ReadFromJsonAsync<JsonObject>(stop);
        var running = page?["items"]?.AsArray().FirstOrDefault(item => item?["connectorId"]?.GetValue<int>() == connectorId);
        return running?["id"]?.GetValue<int>();
    }

    /// <summary>The site of a station, where its power is shared and what the building beside it draws is to be told; null: it is not.</summary>
    public async Task<long?> MeasuredSiteAsync(string identity, CancellationToken stop)
    {
        var station = await _http.GetFromJsonAsync<JsonObject>($"/api/v1/stations/{identity}", stop);
        if (station?["site"]?.GetValue<long>() is not { } site) return null;
        using var plan = await _http.GetAsync($"/api/v1/sites/{site}/power", stop);
        return plan.IsSuccessStatusCode && (await plan.Content.ReadFromJsonAsync<JsonObject>(stop))?["building"] is not null ? site : null;
    }

    /// <summary>Tells what the building draws, in A on each phase.</summary>
    public async Task TellBuildingAsync(long site, decimal l1, decimal l2, decimal l3, CancellationToken stop)
    {
        using var answer = await _http.PutAsJsonAsync($"/api/v1/sites/{site}/building-load", new JsonObject { ["l1"] = l1, ["l2"] = l2, ["l3"] = l3 }, stop);
        await EnsureAsync(answer, stop);
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await _http.GetAsync("/health/ready", stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task EnsureAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        if (answer.IsSuccessStatusCode) return;
        var text = await answer.Content.ReadAsStringAsync(stop);
        throw new HttpRequestException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} was answered {(int)answer.StatusCode}: {text}");
    }
}

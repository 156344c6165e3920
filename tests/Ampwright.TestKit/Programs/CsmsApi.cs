using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ampwright.TestKit.Programs;

/// <summary>The CSMS's API as an integrator sees it: JSON over HTTP and types of our own, none of the CSMS's.</summary>
public sealed class CsmsApi(Func<Uri> root, string token) : IDisposable
{
    /// <summary>Of every station registered here.</summary>
    public const string StationPassword = "a-password-of-the-tests";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    // As a probe comes: a token would have to be looked up in the database.
    private readonly HttpClient _probe = new() { Timeout = TimeSpan.FromSeconds(20) };

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _probe.GetAsync(new Uri(root(), "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Fails when the program does not say within 2 s that it lives.</summary>
    public async Task IsLiveAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        using var answer = await _probe.GetAsync(new Uri(root(), "/health/live"), deadline.Token);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Registers a station that proves itself with a password; returns that.</summary>
    public async Task<string> RegisterStationAsync(string identity, string? bootPolicy = null)
    {
        await SendAsync(HttpMethod.Post, "stations", new { identity, password = StationPassword, bootPolicy });
        return StationPassword;
    }

    public Task AddIdTagAsync(string idTag, bool blocked = false) => SendAsync(HttpMethod.Put, $"id-tags/{idTag}", new { blocked });

    public async Task<StationSeen> StationAsync(string identity) =>
        (await SendAsync(HttpMethod.Get, $"stations/{identity}")).Deserialize<StationSeen>(Web)!;

    /// <summary>A station's transactions, the newest first.</summary>
    public async Task<IReadOnlyList<TransactionSeen>> TransactionsAsync(string station)
    {
        var all = new List<TransactionSeen>();
        for (var after = ""; ;)
        {
            var page = await SendAsync(HttpMethod.Get, $"transactions?station={station}&limit=500{after}");
            all.AddRange(page.GetProperty("items").Deserialize<List<TransactionSeen>>(Web)!);
            if (page.GetProperty("next").GetString() is not { } next) return all;
            after = $"&after={next}";
        }
    }

    /// <summary>One transaction with its meter values.</summary>
    public async Task<TransactionSeen> TransactionAsync(int id) =>
        (await SendAsync(HttpMethod.Get, $"transactions/{id}")).Deserialize<TransactionSeen>(Web)!;

    /// <summary>Hands in a command and follows it until the station has answered or cannot any more.</summary>
    public async Task<CommandSeen> CommandAsync(string station, string action, object payload)
    {
        var command = (await SendAsync(HttpMethod.Post, $"stations/{station}/commands/{action}", payload)).Deserialize<CommandSeen>(Web)!;
        await Eventually.HoldsAsync(
            async () =>
            {
                command = (await SendAsync(HttpMethod.Get, $"commands/{command.Id}")).Deserialize<CommandSeen>(Web)!;
                return command.IsOver;
            },
            $"{action} to {station} is answered");
        return command;
    }

    /// <summary>Any request under /api/v1; an answer that is not a success fails with its problem details.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(root(), $"/api/v1/{path}"));
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        if (body is not null) request.Content = JsonContent.Create(body, options: Web);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{method} {request.RequestUri} was answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public void Dispose()
    {
        _http.Dispose();
        _probe.Dispose();
    }
}

/// <summary>A station as the API shows it.</summary>
public sealed record StationSeen(string Identity, bool Connected, string BootPolicy, DateTimeOffset? LastBootAt, string? Vendor, string? Model, IReadOnlyList<ConnectorSeen> Connectors)
{
    /// <summary>The status of a connector as last reported; null = never.</summary>
    public string? StatusOf(int connector) => Connectors.SingleOrDefault(one => one.ConnectorId == connector)?.Status;
}

/// <summary>A connector as the API shows it.</summary>
public sealed record ConnectorSeen(int ConnectorId, string Status, string ErrorCode);

/// <summary>A transaction as the API shows it; energies in Wh.</summary>
public sealed record TransactionSeen(
    int Id, string Station, int ConnectorId, string IdTag, string State, string Authorization, int MeterStart, int? MeterStop, long EnergyWh,
    DateTimeOffset StartedAt, DateTimeOffset? StoppedAt, string? Reason, int? SuspectDuplicateOf, IReadOnlyList<string> Flags, IReadOnlyList<MeterValueSeen>? MeterValues)
{
    public bool IsRunning => State == "Running";
}

/// <summary>Meter values of one instant, as the API shows them.</summary>
public sealed record MeterValueSeen(int ConnectorId, DateTimeOffset SampledAt, string Source, JsonElement SampledValue)
{
    /// <summary>The value of the energy register among them, in Wh; null = not sampled.</summary>
    public decimal? EnergyWh => SampledValue.EnumerateArray()
        .Where(sample => !sample.TryGetProperty("phase", out _) && (!sample.TryGetProperty("measurand", out var measurand) || measurand.GetString() == "Energy.Active.Import.Register"))
        .Select(sample => (decimal?)(decimal.Parse(sample.GetProperty("value").GetString()!) * (sample.TryGetProperty("unit", out var unit) && unit.GetString() == "kWh" ? 1000 : 1)))
        .FirstOrDefault();
}

/// <summary>A command as the API shows it.</summary>
public sealed record CommandSeen(long Id, string Action, string State, string? Status, JsonElement? Answer, string? ErrorCode, string? ErrorText)
{
    public bool IsOver => State is not ("Queued" or "Sent");
}

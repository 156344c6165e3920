using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Ampwright.TestKit.Programs;

/// <summary>What people and the world do to our station, through its control API.</summary>
public sealed class StationControl(Func<Uri> root) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(root(), "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Puts the cable into the socket and into an ordinary car.</summary>
    public Task PlugAsync(int connector = 1) => PostAsync($"connectors/{connector}/plug", new { });

    /// <summary>Pulls at the cable until the station lets go of it, and takes it away.</summary>
    public Task UnplugAsync(int connector = 1, string side = "both") => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                await PostAsync($"connectors/{connector}/unplug", new { side });
                return true;
            }
            catch (HttpRequestException locked) when (locked.StatusCode == HttpStatusCode.Conflict)
            {
                return false;
            }
        },
        $"the cable comes out of connector {connector}");

    /// <summary>Takes the plug out of the car, which lets go of it at any time.</summary>
    public Task UnplugAtTheCarAsync(int connector = 1) => PostAsync($"connectors/{connector}/unplug", new { side = "vehicle" });

    /// <summary>Holds a card to the reader; its id tag is the uid as hexadecimal digits.</summary>
    public Task CardAsync(string uid) => PostAsync("card", new { uid });

    public Task CutNetworkAsync() => PostAsync("network", new { cut = true });

    public Task RestoreNetworkAsync() => PostAsync("network", new { restore = true });

    /// <summary>The station as it sees itself.</summary>
    public async Task<JsonElement> StateAsync() => await _http.GetFromJsonAsync<JsonElement>(new Uri(root(), "/api/station"));

    /// <summary>What the station did lately, line by line; for reading when a test has failed.</summary>
    public async Task<string> TraceAsync()
    {
        try
        {
            var lines = (await StateAsync()).GetProperty("trace").EnumerateArray();
            return string.Join('\n', lines.Select(line => $"{line.GetProperty("at")} {line.GetProperty("kind").GetString()} {line.GetProperty("text").GetString()}"));
        }
        catch (HttpRequestException gone)
        {
            return $"(it does not answer: {gone.Message})";
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(root(), $"/api/station/{path}"), body);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"POST {path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}", null, answer.StatusCode);
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Csms.Hosting;

namespace Ampwright.Csms.Demonstration;

/// <summary>What the operators of the demonstration do: calls to the API, as anybody's.</summary>
internal sealed class StoryApi : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="at">The program's address.</param>
    /// <param name="token">An owner's API token.</param>
    public StoryApi(Uri at, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = new Uri(at, "/api/v1/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonElement> PostAsync(string path, JsonObject body, string? key = null) => SendAsync(HttpMethod.Post, path, body, key);

    public Task<JsonElement> PutAsync(string path, JsonObject body) => SendAsync(HttpMethod.Put, path, body);

    public Task<JsonElement> PatchAsync(string path, JsonObject body) => SendAsync(HttpMethod.Patch, path, body);

    /// <returns>The number of what was added.</returns>
    public async Task<long> AddAsync(string path, JsonObject body) => (await PostAsync(path, body)).GetProperty("id").GetInt64();

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, JsonObject? body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new StartException($"The demonstration could not be made: {method} {path} was answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }
}

using System.Net.Http.Headers;
using System.Text.Json;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Events;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_watcher_who_comes_back_gets_exactly_what_he_missed_and_then_what_comes()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1");
        long last;
        await using (var first = await WatchAsync(csms, "?after=0"))
        {
            last = (await first.NextAsync()).Id;
        }
        await csms.RegisterAsync("CP2");
        await csms.RegisterAsync("CP3");

        await using var again = await WatchAsync(csms, "", last);
        var missed = new[] { await again.NextAsync(), await again.NextAsync() };
        await csms.RegisterAsync("CP4");
        var live = await again.NextAsync();

        Assert.Equal(["CP2", "CP3", "CP4"], [.. missed.Select(seen => seen.Station), live.Station]);
        Assert.All([.. missed, live], seen => Assert.Equal("stationRegistered", seen.Name));
        Assert.Equal([last + 1, last + 2, last + 3], [.. missed.Select(seen => seen.Id), live.Id]);
    }

    [Fact]
    public async Task A_watcher_of_one_station_sees_no_other()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");
        await using var watcher = await WatchAsync(csms, "?after=0&station=cp2");

        Assert.Equal("CP2", (await watcher.NextAsync()).Station);
    }

    [Fact]
    public async Task A_quiet_stream_sends_a_comment_now_and_then()
    {
        await using var csms = await ServedCsms.StartAsync(heartbeat: TimeSpan.FromMilliseconds(50));
        await using var watcher = await WatchAsync(csms, "");

        Assert.Equal(": still here", await watcher.CommentAsync());
        Assert.Equal(": still here", await watcher.CommentAsync());
    }

    [Fact]
    public async Task A_watcher_who_leaves_leaves_no_fault_behind()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using (var watcher = await WatchAsync(csms, "?after=0"))
        {
            await csms.RegisterAsync("CP1");
            await watcher.NextAsync();
        }
        await csms.StopAsync();
        Assert.DoesNotContain(csms.Log.Lines, line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Past_events_are_told_by_kind()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1");
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}");
        await csms.RegisterAsync("CP2");

        var told = (await csms.SendAsync("GET", "/api/v1/events/log?kind=stationRegistered&kind=stationRemoved")).Json.GetProperty("items");

        Assert.Equal(["CP2", "CP1"], told.EnumerateArray().Select(item => item.GetProperty("station").GetString()!));
    }

    [Theory]
    [InlineData(true, "DELETE", "/api/v1/tokens/watcher", null)]
    [InlineData(false, "PATCH", "/api/v1/accounts/ann", """{"sites":[1]}""")]
    [InlineData(false, "PUT", "/api/v1/accounts/ann/password", """{"password":"another long password"}""")]
    [InlineData(false, "DELETE", "/api/v1/accounts/ann", null)]
    public async Task A_watcher_whose_access_is_taken_away_or_narrowed_is_told_nothing_from_then_on(bool isProgram, string method, string path, string? body)
    {
        await using var csms = await ServedCsms.StartAsync();
        var token = (await csms.SendAsync("POST", "/api/v1/tokens", """{"name":"watcher","role":"viewer"}""")).Json.GetProperty("token").GetString()!;
        await csms.SendAsync("POST", "/api/v1/accounts", """{"name":"ann","role":"viewer","password":"a long enough password"}""");
        var signedIn = await csms.SendAsync("POST", "/api/v1/session", """{"name":"ann","password":"a long enough password"}""", token: "");
        await using var watcher = isProgram ? await WatchAsync(csms, "", token: token) : await WatchAsync(csms, "", cookie: signedIn.Headers["Set-Cookie"].Split(';')[0]);
        await using var other = await WatchAsync(csms, "");
        await csms.RegisterAsync("SEEN");
        Assert.Equal("SEEN", (await watcher.NextAsync()).Station);

        Assert.InRange((await csms.SendAsync(method, path, body)).Code, 200, 204);
        await csms.RegisterAsync("UNSEEN");

        await watcher.EndsAsync();
        Assert.Equal(["SEEN", "UNSEEN"], [(await other.NextAsync()).Station, (await other.NextAsync()).Station]);
    }

    private static async Task<Watcher> WatchAsync(ServedCsms csms, string query, long? lastEventId = null, string token = ServedCsms.OwnerToken, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/events{query}");
        if (cookie is null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        else request.Headers.Add("Cookie", cookie);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId.ToString());
        var answer = await csms.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new Watcher(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    private sealed record Seen(long Id, string Name, string Station);

    private sealed class Watcher(HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
    {
        public async Task<Seen> NextAsync()
        {
            var fields = new Dictionary<string, string>();
            while (true)
            {
                var line = await LineAsync();
                if (line.Length == 0 && fields.TryGetValue("data", out var data))
                {
                    var item = JsonElement.Parse(data);
                    Assert.Equal(fields["id"], item.GetProperty("sequence").GetRawText());
                    return new Seen(item.GetProperty("sequence").GetInt64(), fields["event"], item.GetProperty("station").GetString()!);
                }
                if (line.Length == 0) fields.Clear();
                else if (line[0] != ':' && line.Split(": ", 2) is [var name, var value]) fields[name] = value;
            }
        }

        public async Task<string> CommentAsync()
        {
            while (true)
            {
                if (await LineAsync() is { Length: > 0 } line && line[0] == ':') return line;
            }
        }

        /// <summary>Nothing more comes but comments, and then the end.</summary>
        public async Task EndsAsync()
        {
            using var deadline = new CancellationTokenSource(Eventually.Deadline);
            while (await lines.ReadLineAsync(deadline.Token) is { } line) Assert.True(line.Length == 0 || line[0] == ':', line);
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            answer.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task<string> LineAsync()
        {
            using var deadline = new CancellationTokenSource(Eventually.Deadline);
            return await lines.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException("The stream ended.");
        }
    }
}

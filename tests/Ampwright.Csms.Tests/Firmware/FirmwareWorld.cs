using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Firmware;

/// <summary>What tests of files going to stations and coming from them do over and over.</summary>
internal static class FirmwareWorld
{
    public static byte[] Image { get; } = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31))];

    public static Task<Answer> UploadAsync(ServedCsms csms, string query = "name=fw-2.bin&version=2.0", byte[]? content = null, string? token = null) => csms.SendAsync(
        "POST", $"/api/v1/firmware?{query}", token: token,
        with: request => request.Content = new ByteArrayContent(content ?? Image) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } });

    public static async Task<long> FirmwareAsync(ServedCsms csms, string query = "name=fw-2.bin&version=2.0")
    {
        var answer = await UploadAsync(csms, query);
        Assert.True(answer.Code == 201, answer.Text);
        return answer.Json.GetProperty("id").GetInt64();
    }

    /// <summary>Asks for something and has the station answer the command.</summary>
    /// <returns>The number of the update or upload, and the payload of the command.</returns>
    public static async Task<(long Id, JsonElement Sent)> AskAsync(ServedCsms csms, RawStation station, string what, string body, string answer = "{}")
    {
        var asked = await csms.SendAsync("POST", $"/api/v1/stations/CP1/{what}", body);
        Assert.True(asked.Code == 202, asked.Text);
        var call = await station.AnswerAsync(answer);
        return (asked.Json.GetProperty("id").GetInt64(), call[3]);
    }

    public static async Task<JsonElement> StateAsync(ServedCsms csms, string what, long id, string state)
    {
        var seen = default(JsonElement);
        try
        {
            await Eventually.HoldsAsync(async () =>
            {
                seen = (await csms.SendAsync("GET", $"/api/v1/{what}/{id}")).Json;
                return seen.TryGetProperty("state", out var now) && now.GetString() == state;
            });
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{what}/{id} is not {state}: {seen}", late);
        }
        return seen;
    }

    /// <summary>A request of a station: no token, no cookies.</summary>
    public static async Task<HttpResponseMessage> FetchAsync(ServedCsms csms, string location, HttpMethod? method = null, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, location);
        with?.Invoke(request);
        return await csms.Http.SendAsync(request);
    }

    public static async Task<HttpStatusCode> PutAsync(ServedCsms csms, string location, byte[] content, HttpMethod? method = null)
    {
        using var answer = await FetchAsync(csms, location, method ?? HttpMethod.Put, request => request.Content = new ByteArrayContent(content));
        return answer.StatusCode;
    }

    /// <summary>Makes rows look older than they are: the clock of a program with timers of a second is not moved by days.</summary>
    public static Task AgeAsync(ServedCsms csms, string sql, TimeSpan by) => csms.Database.WriteAsync(unit =>
        Dapper.SqlMapper.Execute(unit.Connection, sql, new { at = unit.Now - by }));

    /// <summary>Nothing of the link's secret is in what people see.</summary>
    public static async Task SecretIsNowhereAsync(ServedCsms csms, string location)
    {
        var secret = new Uri(location).AbsolutePath.Split('/')[2];
        Assert.Matches("^[A-Za-z0-9_-]{43}$", secret);
        await Eventually.HoldsAsync(
            async () => (await csms.SendAsync("GET", "/api/v1/messages")).Text.Contains("station-files/***/", StringComparison.Ordinal), "the frame is in the message log");
        foreach (var path in (string[])["messages", "commands", "events/log", "audit", "firmware-updates", "log-uploads"])
            Assert.DoesNotContain(secret, (await csms.SendAsync("GET", $"/api/v1/{path}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(csms.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}

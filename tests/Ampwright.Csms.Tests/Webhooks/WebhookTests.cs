using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Webhooks;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Webhooks;

public sealed class WebhookTests
{
    private static readonly WebhookOptions Quick = new()
    {
        PrivateTargets = true,
        Timeout = TimeSpan.FromSeconds(1),
        FirstWait = TimeSpan.FromMilliseconds(10),
        LongestWait = TimeSpan.FromMilliseconds(50),
        MostRefusals = 3,
        Look = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task Every_event_arrives_in_order_signed_and_exactly_as_the_log_has_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var csms = await StartAsync();
        var added = await AddAsync(csms, receiver.Url);
        var secret = added.GetProperty("secret").GetString()!;
        for (var station = 1; station <= 20; station++) await csms.RegisterAsync($"CP{station}");

        var taken = (await receiver.TakenAsync(21)).Take(21).ToList();

        Assert.Equal("webhookChanged", taken[0].Kind);
        Assert.Equal(Enumerable.Range(1, 20).Select(station => $"CP{station}"), taken.Skip(1).Select(received => received.Json.GetProperty("station").GetString()));
        Assert.Equal(taken.Select(received => received.Sequence).Order(), taken.Select(received => received.Sequence));
        foreach (var received in taken)
        {
            var timestamp = received.Headers["Ampwright-Timestamp"];
            var proof = HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{received.Body}"));
            Assert.Equal("v1=" + Convert.ToHexStringLower(proof), received.Headers["Ampwright-Signature"]);
            Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(timestamp, CultureInfo.InvariantCulture), -5, 60);
            Assert.Equal(received.Kind, received.Headers["Ampwright-Event"]);
        }
        var log = (await csms.SendAsync("GET", "/api/v1/events/log?since=0&limit=500")).Json.GetProperty("items").EnumerateArray().Select(item => item.GetRawText());
        Assert.All(taken, received => Assert.Contains(received.Body, log));
        Assert.DoesNotContain(secret, (await csms.SendAsync("GET", "/api/v1/webhooks")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_kinds_and_the_station_asked_for_are_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var csms = await StartAsync();
        await AddAsync(csms, receiver.Url, ""","kinds":["stationRegistered","stationBooted"],"station":"cp2" """);
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");
        await using var one = await csms.ConnectAsync("CP1");
        await using var two = await csms.ConnectAsync("CP2");

        Assert.Equal(["stationRegistered CP2", "stationBooted CP2"], (await receiver.TakenAsync(2)).Select(received => $"{received.Kind} {received.Json.GetProperty("station").GetString()}"));
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json.GetProperty("behind").GetInt64() == 0);
        Assert.Equal(2, receiver.Tries.Count);
    }

    [Fact]
    public async Task A_failing_target_is_tried_again_and_misses_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        var tries = 0;
        receiver.Answer = async (context, _) =>
        {
            // 1 an error, 2 stalls past the time-out, 3 ends the connection without an answer, 4 too busy, then all is well
            switch (Interlocked.Increment(ref tries))
            {
                case 1:
                    context.Response.StatusCode = 500;
                    break;
                case 2:
                    context.Response.StatusCode = 500;
                    await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                    break;
                case 3:
                    context.Response.StatusCode = 500;
                    context.Abort();
                    break;
                case 4:
                    context.Response.StatusCode = 429;
                    break;
            }
        };
        await using var csms = await StartAsync();
        await AddAsync(csms, receiver.Url, ""","kinds":["stationRegistered"]""");
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");

        var taken = await receiver.TakenAsync(2);

        Assert.Equal(["CP1", "CP2"], taken.Select(received => received.Json.GetProperty("station").GetString()));
        Assert.Equal(6, receiver.Tries.Count);
        Assert.Single(receiver.Tries.Take(5).Select(received => received.Headers["Ampwright-Delivery"]).Distinct());
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json.GetProperty("failures").GetInt32() == 0);
    }

    [Fact]
    public async Task An_event_that_is_refused_becomes_a_dead_letter_that_can_be_sent_again()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (context, received) =>
        {
            if (received.Json.GetProperty("station").GetString() == "CP1") context.Response.StatusCode = 422;
            return Task.CompletedTask;
        };
        await using var csms = await StartAsync();
        await AddAsync(csms, receiver.Url, ""","kinds":["stationRegistered"]""");
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");
        Assert.Equal("CP2", (await receiver.TakenAsync(1))[0].Json.GetProperty("station").GetString());
        Assert.Equal(4, receiver.Tries.Count);

        var letter = (await csms.SendAsync("GET", "/api/v1/webhooks/1/dead-letters")).Json.GetProperty("items")[0];
        Assert.Contains("422", letter.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("CP1", letter.GetProperty("event").GetProperty("station").GetString());
        Assert.Contains("webhookEventGivenUp", (await csms.SendAsync("GET", "/api/v1/events/log")).Text, StringComparison.Ordinal);

        // Still refused: it stays one.
        await csms.SendAsync("POST", $"/api/v1/webhooks/1/dead-letters/{letter.GetProperty("id")}/resend");
        await Eventually.HoldsAsync(() => receiver.Tries.Count == 5);
        await Eventually.HoldsAsync(async () => !(await csms.SendAsync("GET", "/api/v1/webhooks/1/dead-letters")).Json.GetProperty("items")[0].GetProperty("resending").GetBoolean());

        receiver.Answer = (_, _) => Task.CompletedTask;
        Assert.Equal(1, (await csms.SendAsync("POST", "/api/v1/webhooks/1/dead-letters/resend")).Json.GetProperty("count").GetInt32());
        Assert.Equal("CP1", (await receiver.TakenAsync(2))[1].Json.GetProperty("station").GetString());
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json.GetProperty("deadLetters").GetInt64() == 0);
        (await csms.SendAsync("POST", "/api/v1/webhooks/1/dead-letters/77/resend")).Problem(404);
    }

    [Theory]
    [InlineData("HTTP/1.1 200")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("")]
    public async Task A_target_that_lies_has_not_taken_the_event(string answer)
    {
        using var liar = new TcpListener(IPAddress.Loopback, 0);
        liar.Start();
        using var stop = new CancellationTokenSource();
        var lying = LieAsync(liar, answer, stop.Token);
        await using var csms = await StartAsync();
        await AddAsync(csms, $"http://{liar.LocalEndpoint}/in", ""","kinds":["stationRegistered"]""");
        await csms.RegisterAsync("CP1");

        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json.GetProperty("failures").GetInt32() > 0);
        var webhook = (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json;
        Assert.Equal(JsonValueKind.Null, webhook.GetProperty("lastDeliveryAt").ValueKind);
        Assert.True(webhook.GetProperty("lastError").GetString() is { Length: > 5 });
        await stop.CancelAsync();
        await lying;
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (context, received) =>
        {
            if (received.Json.GetProperty("station").GetString() != "CP1") return;
            context.Response.StatusCode = 200;
            var junk = new byte[1 << 16];
            try
            {
                while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(junk, context.RequestAborted);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                // The CSMS has heard enough.
            }
        };
        await using var csms = await StartAsync();
        await AddAsync(csms, receiver.Url, ""","kinds":["stationRegistered"]""");
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP2");

        await Eventually.HoldsAsync(() => receiver.Taken.Any(received => received.Json.GetProperty("station").GetString() == "CP2"));
        Assert.Equal(2, receiver.Tries.Count);
    }

    [Fact]
    public async Task A_target_that_stalls_holds_up_no_other()
    {
        await using var stalls = await Receiver.StartAsync();
        await using var works = await Receiver.StartAsync();
        using var release = new CancellationTokenSource();
        stalls.Answer = (context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, release.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        await using var csms = await StartAsync(Quick with { Timeout = TimeSpan.FromMinutes(5) });
        await AddAsync(csms, stalls.Url);
        await AddAsync(csms, works.Url, ""","kinds":["stationRegistered"]""");
        for (var station = 1; station <= 5; station++) await csms.RegisterAsync($"CP{station}");

        Assert.Equal(5, (await works.TakenAsync(5)).Count);
        Assert.Single(stalls.Tries);
        await release.CancelAsync();
    }

    [Fact]
    public async Task A_private_target_is_refused_by_address_and_by_name()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var csms = await StartAsync(Quick with { PrivateTargets = false });
        foreach (var url in (string[])["http://example.org/", "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://[::ffff:192.168.0.1]/", "https://user:pass@example.org/", "ftp://example.org/", "https://2130706433/", "/in"])
            (await csms.SendAsync("POST", "/api/v1/webhooks", $$"""{"url":"{{url}}"}""")).Problem(422);

        var port = new Uri(receiver.Url).Port;
        await AddAsync(csms, $"https://localhost:{port}/");
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json.GetProperty("failures").GetInt32() > 0);
        Assert.Contains("private network", (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Empty(receiver.Tries);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2001::1", false)]
    public void What_is_public_is_told_from_what_is_not(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task A_paused_webhook_goes_on_where_it_was_and_a_removed_one_ends()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var csms = await StartAsync();
        var body = $$"""{"url":"{{receiver.Url}}","kinds":["stationRegistered"],"paused":""";
        await csms.SendAsync("POST", "/api/v1/webhooks", body + "true}");
        await csms.RegisterAsync("CP1");
        Assert.True((await csms.SendAsync("GET", "/api/v1/webhooks/1")).Json.GetProperty("paused").GetBoolean());
        Assert.Empty(receiver.Tries);
        await csms.SendAsync("PUT", "/api/v1/webhooks/1", body + "false}");
        Assert.Single(await receiver.TakenAsync(1));

        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/webhooks/1")).Code);
        await csms.RegisterAsync("CP2");
        (await csms.SendAsync("GET", "/api/v1/webhooks/1")).Problem(404);
        Assert.Single(receiver.Tries);
    }

    private static async Task LieAsync(TcpListener liar, string answer, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await liar.AcceptTcpClientAsync(stop);
                var stream = client.GetStream();
                Assert.True(await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stop) > 0);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }

    private static Task<ServedCsms> StartAsync(WebhookOptions? options = null) => ServedCsms.StartAsync(with: served => served with { Webhooks = options ?? Quick });

    private static async Task<JsonElement> AddAsync(ServedCsms csms, string url, string more = "")
    {
        var answer = await csms.SendAsync("POST", "/api/v1/webhooks", $$"""{"url":"{{url}}"{{more}}}""");
        Assert.Equal(201, answer.Code);
        return answer.Json;
    }
}

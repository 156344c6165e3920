using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Ampwright.Csms.Metrics;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ampwright.Csms.Tests.Metrics;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Metrics_reach_a_collector_as_protobuf_over_http_while_the_program_runs_and_once_more_at_its_end()
    {
        var posted = new ConcurrentQueue<(string Path, string? Type, string Body)>();
        await using var collector = await CollectorAsync(posted);
        var endpoint = new Uri($"{collector.Urls.First()}/v1/metrics");
        int before;
        await using (var csms = await ServedCsms.StartAsync(with: options => options with { Otlp = new OtlpSettings(endpoint, TimeSpan.FromMilliseconds(200)) }))
        {
            await csms.RegisterAsync();
            await using var station = await csms.ConnectAsync();
            await station.CallAsync("Heartbeat", "{}");
            await Eventually.HoldsAsync(() => posted.Any(one => one.Body.Contains("ampwright_calls_total", StringComparison.Ordinal) && one.Body.Contains("Heartbeat", StringComparison.Ordinal)), "the collector has the count of heartbeats");
            before = posted.Count;
        }

        Assert.True(posted.Count > before, "Nothing came at the end of the program.");
        Assert.All(posted, one => Assert.Equal(("/v1/metrics", "application/x-protobuf"), (one.Path, one.Type)));
        var last = posted.Last().Body;
        Assert.All((string[])["ampwright-csms", "ampwright_connections", "ampwright_call_seconds", "dotnet.gc.collections"], name => Assert.Contains(name, last, StringComparison.Ordinal));
        Assert.DoesNotContain(ServedCsms.OwnerToken, last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_away_or_refuses_disturbs_nothing()
    {
        var posted = new ConcurrentQueue<(string Path, string? Type, string Body)>();
        await using var refusing = await CollectorAsync(posted, StatusCodes.Status503ServiceUnavailable);
        foreach (var endpoint in (string[])["http://127.0.0.1:9/v1/metrics", $"{refusing.Urls.First()}/v1/metrics"])
        {
            await using var csms = await ServedCsms.StartAsync(with: options => options with { Otlp = new OtlpSettings(new Uri(endpoint), TimeSpan.FromMilliseconds(100)) });
            await csms.RegisterAsync();
            await using var station = await csms.ConnectAsync();
            Assert.Contains("currentTime", (await station.CallAsync("Heartbeat", "{}")).GetRawText(), StringComparison.Ordinal);
        }
        Assert.NotEmpty(posted);
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<(string Path, string? Type, string Body)> posted, int answer = StatusCodes.Status200OK)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            posted.Enqueue((context.Request.Path, context.Request.ContentType, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.StatusCode = answer;
        });
        await app.StartAsync();
        return app;
    }
}

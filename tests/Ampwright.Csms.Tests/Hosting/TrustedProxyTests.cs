using System.Net;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Hosting;

[Once]
public sealed class TrustedProxyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guessing_is_counted_for_the_source_that_a_trusted_proxy_names_and_for_nobody_elses_word(bool trusted)
    {
        await using var csms = await StartAsync(trusted ? IPAddress.Loopback : null);
        for (var attempt = 0; attempt < 10; attempt++) (await SignInAsync(csms, "192.0.2.1", "a-wrong-token")).Problem(401);
        (await SignInAsync(csms, "192.0.2.1", ServedCsms.OwnerToken)).Problem(429);
        Assert.Equal(trusted ? 200 : 429, (await SignInAsync(csms, "192.0.2.2", ServedCsms.OwnerToken)).Code);
    }

    [Fact]
    public async Task Only_the_last_word_before_the_proxy_counts()
    {
        await using var csms = await StartAsync(IPAddress.Loopback);
        for (var attempt = 0; attempt < 10; attempt++) (await SignInAsync(csms, $"198.51.100.{attempt}, 192.0.2.1", "a-wrong-token")).Problem(401);
        (await SignInAsync(csms, "198.51.100.77, 192.0.2.1", ServedCsms.OwnerToken)).Problem(429);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_came_to_a_trusted_proxy_by_TLS_counts_as_TLS(bool trusted)
    {
        await using var csms = await StartAsync(trusted ? IPAddress.Loopback : null);
        await csms.RegisterAsync(more: ""","securityProfile":2""");
        await using var station = new RawStation(csms.Address, "CP1");
        Assert.Equal(403, await station.KnockAsync());
        station.Headers["X-Forwarded-Proto"] = "https";
        Assert.Equal(trusted ? 101 : 403, await station.KnockAsync());

        var session = await SignInAsync(csms, "192.0.2.1", ServedCsms.OwnerToken);
        Assert.Equal(trusted, session.Headers["Set-Cookie"].Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    private static Task<ServedCsms> StartAsync(IPAddress? proxy) =>
        ServedCsms.StartAsync(with: options => proxy is null ? options : options with { TrustedProxies = [proxy] });

    private static Task<Answer> SignInAsync(ServedCsms csms, string source, string token) => csms.SendAsync("POST", "/api/v1/session", $$"""{"token":"{{token}}"}""", token: "", with: request =>
    {
        request.Headers.Add("X-Forwarded-For", source);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
    });
}

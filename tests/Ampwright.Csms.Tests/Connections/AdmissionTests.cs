using System.Text;
using Ampwright.Csms.Connections;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Connections;

public sealed class AdmissionTests
{
    private const string Hex = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";

    public static TheoryData<string, string?, int> Attempts => new()
    {
        { "right", RawStation.Basic("CP1", RunningCsms.Password), 101 },
        { "the standard's own example of raw bytes", "basic " + RawStation.Basic("CP1", RunningCsms.Password)[6..], 101 },
        { "identity in another case", RawStation.Basic("cp1", RunningCsms.Password), 101 },
        { "none", null, 401 },
        { "empty", "", 401 },
        { "another scheme", "Bearer abc", 401 },
        { "no base64", "Basic ????", 401 },
        { "no colon", "Basic " + Convert.ToBase64String("CP1"u8.ToArray()), 401 },
        { "another user", RawStation.Basic("CP2", RunningCsms.Password), 401 },
        { "empty password", RawStation.Basic("CP1", []), 401 },
        { "one byte too many", RawStation.Basic("CP1", [.. RunningCsms.Password, 0]), 401 },
        { "one byte too few", RawStation.Basic("CP1", RunningCsms.Password[..^1]), 401 },
        { "hexadecimal text where it is not allowed", RawStation.Basic("CP1", Encoding.ASCII.GetBytes(Hex)), 401 },
        { "10 kB", RawStation.Basic("CP1", new byte[10_000]), 401 },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Only_the_right_password_is_let_in(string what, string? header, int status)
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        await csms.RegisterAsync("CP2", station => station with { Password = [.. RunningCsms.Password.Reverse()] });
        await using var station = csms.Station();
        station.Authorization = header;

        Assert.True(status == await station.KnockAsync(), what);
        if (status == 401) Assert.Equal("Basic realm=\"ocpp\"", station.Socket.HttpResponseHeaders!["WWW-Authenticate"].Single());
    }

    [Theory]
    [InlineData("/ocpp/CP1", 101)]
    [InlineData("/ocpp/cp1", 101)]
    [InlineData("/ocpp/CP1/", 101)]
    [InlineData("/ocpp//CP1", 101)]
    [InlineData("/ocpp/some/where/CP1", 101)]
    [InlineData("/ocpp/%43P1", 101)]
    [InlineData("/ocpp/CP1?user=CP1&password=x", 101)]
    [InlineData("/ocpp/%2543P1", 404)]
    [InlineData("/ocpp/CP%2F1", 404)]
    [InlineData("/ocpp/CP9", 404)]
    [InlineData("/ocpp/", 404)]
    [InlineData("/ocpp/..%2f..%2fetc", 404)]
    [InlineData("/ocpp/CP1%00", 400)]
    public async Task The_identity_is_the_last_segment_decoded_once(string path, int status)
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = csms.Station();
        station.Path = path;
        Assert.Equal(status, await station.KnockAsync());
    }

    [Fact]
    public async Task An_identity_with_a_blank_is_decoded_and_an_endless_one_refused()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync("RDAM 123|x");
        Assert.Equal(101, await csms.Station("RDAM 123|x").KnockAsync());
        Assert.Equal(404, await csms.Station(new string('x', 4000)).KnockAsync());
    }

    [Theory]
    [InlineData("ocpp1.6", false, false, 101)]
    [InlineData("ocpp2.0,ocpp1.6", false, false, 101)]
    [InlineData("OCPP1.6", false, false, 400)]
    [InlineData("ocpp1.5", false, false, 400)]
    [InlineData("", false, false, 400)]
    [InlineData("", true, false, 101)]
    [InlineData("ocpp0.1", true, false, 400)]
    [InlineData("ocpp0.1", false, true, 101)]
    public async Task The_subprotocol_must_be_offered(string offered, bool assumed, bool upgradesWithout, int status)
    {
        await using var csms = await RunningCsms.StartAsync(options: new ConnectionOptions { UpgradesWithoutSubprotocol = upgradesWithout });
        await csms.RegisterAsync(with: station => station with { AssumesSubprotocol = assumed });
        await using var station = csms.Station();
        station.Subprotocols = offered.Split(',', StringSplitOptions.RemoveEmptyEntries);

        // The client refuses an answer without the subprotocol that it offered; a bare socket sees what was sent.
        if (upgradesWithout) Assert.Equal(["HTTP/1.1 101 Switching Protocols", "closed 1002"], await BareHandshakeAsync(csms, offered));
        else Assert.Equal(status, await station.KnockAsync());
        if (status == 101 && !upgradesWithout) Assert.Equal(assumed ? null : "ocpp1.6", station.Socket.SubProtocol);
    }

    [Fact]
    public async Task Hexadecimal_text_is_taken_where_the_operator_allows_it_and_the_log_tells_which_matched()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync(with: station => station with { AcceptsHexPassword = true });
        await using var station = csms.Station();
        station.Authorization = RawStation.Basic("CP1", Encoding.ASCII.GetBytes(Hex.ToLowerInvariant()));
        Assert.Equal(101, await station.KnockAsync());
        Assert.Contains(csms.Log.Lines, line => line.Contains("sent as hexadecimal text", StringComparison.Ordinal));
        Assert.DoesNotContain(csms.Log.Lines, line => line.Contains(Hex, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_station_registered_without_a_password_is_let_in_and_another_is_not()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync("OPEN", station => station with { Password = null, WithoutPassword = true });
        await csms.RegisterAsync("SHUT");
        foreach (var (identity, status) in new[] { ("OPEN", 101), ("SHUT", 401) })
        {
            await using var station = csms.Station(identity);
            station.Authorization = null;
            Assert.Equal(status, await station.KnockAsync());
        }
    }

    [Fact]
    public async Task Guessing_is_slowed_down_for_one_identity_from_one_source_only()
    {
        var time = new ManualTimeProvider();
        await using var csms = await RunningCsms.StartAsync(time);
        await csms.RegisterAsync();
        await csms.RegisterAsync("CP2");
        await using var guesser = csms.Station();
        guesser.Authorization = RawStation.Basic("CP1", new byte[16]);
        for (var attempt = 0; attempt < 10; attempt++) Assert.Equal(401, await guesser.KnockAsync());
        Assert.Equal(429, await guesser.KnockAsync());
        Assert.Equal("60", guesser.Socket.HttpResponseHeaders!["Retry-After"].Single());
        Assert.Equal(101, await csms.Station("CP2").KnockAsync());

        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(101, await csms.Station().KnockAsync());
    }

    [Fact]
    public async Task Unknown_stations_are_slowed_down_like_known_ones()
    {
        await using var csms = await RunningCsms.StartAsync();
        await using var guesser = csms.Station("NOBODY");
        for (var attempt = 0; attempt < 10; attempt++) Assert.Equal(404, await guesser.KnockAsync());
        Assert.Equal(429, await guesser.KnockAsync());
    }

    [Fact]
    public async Task Browsers_and_plain_requests_are_turned_away()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        await using var browser = csms.Station();
        browser.Headers["Cookie"] = "session=1";
        Assert.Equal(400, await browser.KnockAsync());
        using var http = new HttpClient();
        Assert.Equal(426, (int)(await http.GetAsync(new Uri(csms.Address, "/ocpp/CP1"))).StatusCode);
    }

    [Fact]
    public async Task No_compression_is_agreed()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = csms.Station();
        station.Headers["Sec-WebSocket-Extensions"] = "permessage-deflate";
        Assert.Equal(101, await station.KnockAsync());
        Assert.DoesNotContain("Sec-WebSocket-Extensions", station.Socket.HttpResponseHeaders!.Keys);
    }

    [Fact]
    public async Task While_the_store_is_gone_a_station_is_told_to_come_again()
    {
        await using var csms = await RunningCsms.StartAsync();
        await csms.RegisterAsync();
        csms.CommitFault = new IOException("disk");
        await using var station = csms.Station();
        Assert.Equal(503, await station.KnockAsync());
        csms.CommitFault = null;
        Assert.Equal(101, await station.KnockAsync());
    }

    private static async Task<string[]> BareHandshakeAsync(RunningCsms csms, string offered)
    {
        await using var bare = await BareSocket.ConnectAsync(csms.Address, offered: offered);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", bare.Head, StringComparison.OrdinalIgnoreCase);
        return [bare.Head.Split("\r\n")[0], (await bare.NextAsync())[..11]];
    }
}

using Ampwright.Station.Connection;
using Ampwright.Station.Files;
using Ampwright.Station.Memory;
using Ampwright.Station.Tests.Security;

namespace Ampwright.Station.Tests.Files;

/// <summary>One attempt at a time, against real servers.</summary>
[Collection(FtpServer.Sessions)]
public sealed class TransferTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 7))];
    private readonly WebSocketNetwork _network = new(TimeProvider.System);
    private readonly TestAuthority _authority = new();

    public void Dispose()
    {
        _network.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Http_fetches_whole_and_goes_on_where_it_was_broken_off()
    {
        await using var server = await WebServer.StartAsync();
        server.Files["/fw/image.bin"] = Content;
        server.Breaks.Enqueue(100_000);
        using var into = new MemoryStream();
        server.Received = () => into.Length;
        var memory = new DownloadMemory();
        var broken = await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("fw/image.bin"), into, memory));
        Assert.Equal(TransferFault.Unreachable, broken.Fault);
        var there = into.Length;
        Assert.Equal(100_000, there);
        await DownloadAsync(server.At("fw/image.bin"), into, memory);
        Assert.Equal(Content, into.ToArray());
        Assert.Equal(["GET /fw/image.bin", $"GET /fw/image.bin bytes={there}-"], server.Requests);
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_fetched_anew()
    {
        await using var server = await WebServer.StartAsync();
        server.Files["/image.bin"] = new byte[200_000];
        server.Breaks.Enqueue(100_000);
        using var into = new MemoryStream();
        var memory = new DownloadMemory();
        await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin"), into, memory));
        (server.Files["/image.bin"], server.Version) = (Content, "\"two\"");
        await DownloadAsync(server.At("image.bin"), into, memory);
        Assert.Equal(Content, into.ToArray());
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_server_that_has_no_parts_of_files_or_the_wrong_ones_is_asked_for_the_whole(bool hasRanges, int astray)
    {
        await using var server = await WebServer.StartAsync();
        server.Files["/image.bin"] = Content;
        server.Breaks.Enqueue(100_000);
        using var into = new MemoryStream();
        server.Received = () => into.Length;
        var memory = new DownloadMemory();
        await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin"), into, memory));
        (server.HasRanges, server.Astray) = (hasRanges, astray);
        await DownloadAsync(server.At("image.bin"), into, memory);
        Assert.Equal(Content, into.ToArray());
    }

    [Fact]
    public async Task What_is_on_the_disk_is_marked_on_the_way_and_the_mark_is_gone_before_the_file_is_begun_anew()
    {
        await using var server = await WebServer.StartAsync();
        var file = new byte[1_000_000];
        new Random(1).NextBytes(file);
        server.Files["/image.bin"] = file;
        server.Breaks.Enqueue(900_000);
        using var into = new MemoryStream();
        server.Received = () => into.Length;
        var marks = new List<(DownloadMark? Mark, long There)>();
        Func<DownloadMark?, Task> keep = mark =>
        {
            marks.Add((mark, into.Length));
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin"), into, new DownloadMemory(null, keep)));
        Assert.Equal(3, marks.Count);
        Assert.All(marks, one => Assert.Equal((server.Version, one.There), (one.Mark!.Validator, one.Mark.Length)));

        // The next life goes on from the mark, whatever else the file has.
        var left = new DownloadMemory(marks[1].Mark, keep);
        left.Begin(into);
        Assert.Equal(marks[1].There, into.Length);
        await DownloadAsync(server.At("image.bin"), into, left);
        Assert.Equal(file, into.ToArray());
        Assert.Equal($"GET /image.bin bytes={marks[1].There}-", server.Requests.Last());

        // One with another file begins anew; until then the mark stands for what is there.
        server.Version = "\"two\"";
        marks.Clear();
        var stale = new DownloadMemory(new DownloadMark("\"one\"", 300_000), keep);
        stale.Begin(into);
        await DownloadAsync(server.At("image.bin"), into, stale);
        Assert.Equal((null, 300_000L), marks[0]);
        Assert.Equal(file, into.ToArray());
    }

    [Theory]
    [InlineData(401, TransferFault.PermissionDenied)]
    [InlineData(403, TransferFault.PermissionDenied)]
    [InlineData(404, TransferFault.NotFound)]
    [InlineData(501, TransferFault.NotSupported)]
    [InlineData(500, TransferFault.Failed)]
    public async Task What_a_web_server_refuses_has_a_name(int status, object fault)
    {
        await using var server = await WebServer.StartAsync();
        server.Refuse = _ => status;
        using var into = new MemoryStream();
        Assert.Equal(fault, (await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin"), into))).Fault);
    }

    [Fact]
    public async Task User_and_password_of_the_location_go_to_its_server_alone_and_into_no_message()
    {
        await using var server = await WebServer.StartAsync();
        await using var elsewhere = await WebServer.StartAsync();
        elsewhere.Files["/b"] = Content;
        server.Refuse = context =>
        {
            context.Response.Headers.Location = elsewhere.At("b");
            return 302;
        };
        using var into = new MemoryStream();
        await DownloadAsync(server.At("a").Replace("//", "//us%40er:se%3Acret@", StringComparison.Ordinal), into);
        Assert.Equal(Content, into.ToArray());
        Assert.Equal("Basic " + Convert.ToBase64String("us@er:se:cret"u8), Assert.Single(server.Authorizations));
        Assert.Null(Assert.Single(elsewhere.Authorizations));

        server.Refuse = _ => 403;
        var refused = await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("a?token=abc").Replace("//", "//user:secret@", StringComparison.Ordinal), into));
        Assert.DoesNotContain("secret", refused.Message);
        Assert.DoesNotContain("abc", refused.Message);
    }

    [Fact]
    public async Task A_redirect_to_where_the_station_may_not_go_is_not_followed()
    {
        await using var server = await WebServer.StartAsync();
        foreach (var trap in (string[])["http://127.0.0.1:1/x", "file:///etc/passwd", "ftp://localhost/x", "http://localhost.evil.test/x", "gopher://localhost/x"])
        {
            server.Refuse = context =>
            {
                context.Response.Headers.Location = trap;
                return 307;
            };
            using var into = new MemoryStream();
            var failure = await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("a"), into, policy: new FilePolicy(["http", "https"], ["localhost"])));
            Assert.Equal(TransferFault.NotAllowed, failure.Fault);
        }
        server.Refuse = context =>
        {
            context.Response.Headers.Location = "/again";
            return 302;
        };
        using var turning = new MemoryStream();
        Assert.Equal(TransferFault.Failed, (await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("a"), turning))).Fault);
    }

    [Fact]
    public async Task Https_asks_for_a_server_that_leads_to_a_root_and_never_falls_back_to_http()
    {
        using var certificate = _authority.Server();
        await using var server = await WebServer.StartAsync(certificate);
        await using var plain = await WebServer.StartAsync();
        server.Files["/image.bin"] = Content;
        using var into = new MemoryStream();
        await DownloadAsync(server.At("image.bin"), into);
        Assert.Equal(Content, into.ToArray());

        using var stranger = new TestAuthority("A stranger");
        var untrusted = await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin"), into, tls: new FileTls([stranger.Root], Now)));
        Assert.Equal(TransferFault.Unreachable, untrusted.Fault);

        server.Refuse = context =>
        {
            context.Response.Headers.Location = plain.At("image.bin");
            return 302;
        };
        Assert.Equal(TransferFault.NotAllowed, (await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin"), into))).Fault);
        Assert.Empty(plain.Requests);
    }

    [Fact]
    public async Task A_file_is_put_into_the_directory_or_posted_as_a_form_where_there_is_no_put()
    {
        await using var server = await WebServer.StartAsync();
        await UploadAsync(server.At("logs/of%20us"), "CP-1.zip");
        Assert.Equal(Content, server.Files["/logs/of us/CP-1.zip"]);
        server.Files.Clear();
        server.Refuse = context => context.Request.Method == "PUT" ? 405 : null;
        await UploadAsync(server.At("logs/"), "CP-1.zip");
        Assert.Equal(Content, server.Files["/logs/CP-1.zip"]);
        server.Refuse = _ => 501;
        Assert.Equal(TransferFault.NotSupported, (await Assert.ThrowsAsync<TransferException>(() => UploadAsync(server.At("logs/"), "CP-1.zip"))).Fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ftp_and_ftps_fetch_resume_and_bring_files(bool secured)
    {
        using var certificate = _authority.Server();
        await using var server = await FtpServer.StartAsync(secured ? certificate : null);
        await File.WriteAllBytesAsync(server.FileOf("image.bin"), Content);
        using var into = new MemoryStream();
        var memory = new DownloadMemory();
        await DownloadAsync(server.At("image.bin"), into, memory);
        Assert.Equal(Content, into.ToArray());

        // As if it had been broken off: what is there stays, the rest is fetched.
        into.SetLength(123_456);
        into.Position = 0;
        into.WriteByte(99);
        await DownloadAsync(server.At("image.bin"), into, memory);
        Assert.Equal(99, into.ToArray()[0]);
        Assert.Equal(Content[1..], into.ToArray()[1..]);

        // The same over a power cut, of which only the mark is left; and a mark of another file is of no use.
        into.SetLength(200_000);
        var left = new DownloadMemory(new DownloadMark(memory.Validator!, 123_456));
        left.Begin(into);
        await DownloadAsync(server.At("image.bin"), into, left);
        Assert.Equal(99, into.ToArray()[0]);
        Assert.Equal(Content[1..], into.ToArray()[1..]);
        left = new DownloadMemory(new DownloadMark("19990101000000 300000", 123_456), static _ => Task.CompletedTask);
        left.Begin(into);
        await DownloadAsync(server.At("image.bin"), into, left);
        Assert.Equal(Content, into.ToArray());

        Directory.CreateDirectory(server.FileOf("logs"));
        await UploadAsync(server.At("logs"), "CP-1.zip");
        Assert.Equal(Content, await File.ReadAllBytesAsync(server.FileOf("logs/CP-1.zip")));
        await File.WriteAllBytesAsync(server.FileOf("logs/CP-1.zip"), Content[..50_000]);
        await UploadAsync(server.At("logs/"), "CP-1.zip", again: true);
        Assert.Equal(Content, await File.ReadAllBytesAsync(server.FileOf("logs/CP-1.zip")));
    }

    [Fact]
    public async Task An_ftps_server_that_does_not_know_the_session_of_the_data_is_asked_once_more()
    {
        using var certificate = _authority.Server();
        await using var server = await FtpServer.StartAsync(certificate);
        await using var other = await WebServer.StartAsync(certificate);
        await File.WriteAllBytesAsync(server.FileOf("image.bin"), Content);
        other.Files["/a"] = Content;

        // Between the control connection and the data a connection to another server of the same name renews the session the platform keeps for it.
        async Task MeddleAsync()
        {
            using var elsewhere = new MemoryStream();
            await DownloadAsync(other.At("a"), elsewhere);
        }

        var network = new MeddlingNetwork(_network, beforeDial: 2, MeddleAsync);
        using var into = new MemoryStream();
        await DownloadAsync(server.At("image.bin"), into, network: network);
        Assert.Equal(Content, into.ToArray());
        Assert.Equal(4, network.Dials);

        network = new MeddlingNetwork(_network, beforeDial: 2, MeddleAsync);
        await UploadAsync(server.At(""), "CP-1.zip", network: network);
        Assert.Equal(Content, await File.ReadAllBytesAsync(server.FileOf("CP-1.zip")));
        Assert.Equal(4, network.Dials);
    }

    [Fact]
    public async Task What_an_ftp_server_refuses_has_a_name()
    {
        await using var server = await FtpServer.StartAsync();
        using var into = new MemoryStream();
        Assert.Equal(TransferFault.NotFound, (await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("nothing.bin"), into))).Fault);
        var stranger = server.At("image.bin").Replace("//", "//bob:secret@", StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(stranger, into));
        Assert.Equal(TransferFault.PermissionDenied, refused.Fault);
        Assert.DoesNotContain("secret", refused.Message);
        Assert.Equal(TransferFault.NotSupported, (await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin").Replace("ftp:", "ftps:", StringComparison.Ordinal), into))).Fault);
    }

    [Fact]
    public async Task An_ftps_server_that_is_a_stranger_gets_no_password()
    {
        using var stranger = new TestAuthority("A stranger");
        using var certificate = stranger.Server();
        await using var server = await FtpServer.StartAsync(certificate);
        using var into = new MemoryStream();
        var failure = await Assert.ThrowsAsync<TransferException>(() => DownloadAsync(server.At("image.bin"), into));
        Assert.Contains("did not prove itself", failure.Message);
    }

    [Fact]
    public async Task A_server_on_which_nothing_happens_is_left_after_a_minute()
    {
        var time = new Ampwright.TestKit.ManualTimeProvider();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        foreach (var scheme in (string[])["http", "ftp"])
        {
            using var into = new MemoryStream();
            var policy = Any;
            var attempt = new FileTransfers(_network, policy, time).DownloadAsync(
                FileLocation.Parse($"{scheme}://localhost:{port}/x", policy), into, new DownloadMemory(), new FileTls([], Now), CancellationToken.None);
            using var taken = await listener.AcceptTcpClientAsync();
            time.Advance(TimeSpan.FromSeconds(61));
            Assert.Contains("nothing happened", (await Assert.ThrowsAsync<TransferException>(() => attempt)).Message);
        }
    }

    private static FilePolicy Any => new(["ftp", "ftps", "http", "https"], null);

    private static DateTimeOffset Now() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private Task DownloadAsync(string from, Stream into, DownloadMemory? memory = null, FilePolicy? policy = null, FileTls? tls = null, INetwork? network = null)
    {
        policy ??= Any;
        return new FileTransfers(network ?? _network, policy, TimeProvider.System).DownloadAsync(
            FileLocation.Parse(from, policy), into, memory ?? new DownloadMemory(), tls ?? new FileTls([_authority.Root], Now), CancellationToken.None);
    }

    private Task UploadAsync(string directory, string name, bool again = false, INetwork? network = null) => new FileTransfers(network ?? _network, Any, TimeProvider.System).UploadAsync(
        FileLocation.Parse(directory, Any), name, new MemoryStream(Content), again, new FileTls([_authority.Root], Now), CancellationToken.None);
}

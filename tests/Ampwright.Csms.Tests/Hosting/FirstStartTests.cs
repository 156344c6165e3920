using System.Net;
using System.Net.Sockets;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Hosting;

[Once]
public sealed class FirstStartTests
{
    [Fact]
    public async Task A_start_whose_port_is_taken_says_so_changes_nothing_and_swallows_no_password()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var folder = Directory.CreateTempSubdirectory("ampwright-first-").FullName;

        var failed = new StringWriter();
        var why = await Assert.ThrowsAsync<StartException>(() => CsmsHost.RunAsync(new CsmsOptions { Data = folder, Port = port }, failed, CancellationToken.None));

        Assert.Contains($"Port {port} on 127.0.0.1 is in use.", why.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', why.Message);
        Assert.Empty(failed.ToString());
        Assert.False(new FileInfo(Path.Combine(folder, "csms.db")) is { Exists: true, Length: > 0 });

        taken.Stop();
        var served = new StringWriter();
        using var stop = new CancellationTokenSource();
        var running = CsmsHost.RunAsync(new CsmsOptions { Data = folder, Port = port }, served, stop.Token);
        await Eventually.HoldsAsync(() => served.ToString().Contains("is ready", StringComparison.Ordinal), "it says that it is ready", TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.Contains("""made the account "owner".""", served.ToString(), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}

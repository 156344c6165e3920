using System.Net.Sockets;
using System.Text;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Firmware.FirmwareWorld;

namespace Ampwright.Csms.Tests.Diagnostics;

[Once]
public sealed class SlowUploadTests
{
    [Fact]
    public async Task A_station_that_stops_in_the_middle_of_its_file_is_told_408_leaves_nothing_and_may_bring_it_again()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"diag.zip"}""");
        var location = new Uri(sent.GetProperty("location").GetString()!);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(location.Host, location.Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT {location.AbsolutePath}diag.zip HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf"));
            var head = new byte[12];
            // The server gives a sender 5 s and then wants 240 bytes a second.
            await stream.ReadExactlyAsync(head).AsTask().WaitAsync(Eventually.Deadline, TimeProvider.System);
            Assert.Equal("HTTP/1.1 408", Encoding.ASCII.GetString(head));
        }
        await Eventually.HoldsAsync(() => Directory.GetFiles(Path.Combine(csms.Options.Data, "station-logs")).Length == 0, "nothing is left of the half");

        using var content = new ByteArrayContent(new byte[1000]);
        Assert.Equal(201, (int)(await csms.Http.PutAsync(new Uri(location, "diag.zip"), content)).StatusCode);
        await StateAsync(csms, "log-uploads", id, "Uploading");
    }
}

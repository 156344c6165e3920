using System.Net;
using System.Net.Sockets;
using System.Text;
using Ampwright.Csms.Mail;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Mail;

[Once]
public sealed class MailMessageTests
{
    [Theory]
    [InlineData("ann@example.org", true)]
    [InlineData("a.b+c@sub.example", true)]
    [InlineData("ann", false)]
    [InlineData("@example.org", false)]
    [InlineData("ann@", false)]
    [InlineData("ann@b@example.org", false)]
    [InlineData("ann@example.org>", false)]
    [InlineData("ann@example.org\r\nDATA", false)]
    [InlineData("an n@example.org", false)]
    [InlineData("änn@example.org", false)]
    public void An_address_is_one_that_cannot_end_its_command_early(string text, bool expected) => Assert.Equal(expected, MailMessage.IsAddress(text));

    [Fact]
    public void Whatever_a_mail_says_no_line_of_it_is_long_and_none_begins_with_a_point()
    {
        var message = new MailMessage("csms@example.org", "ann@example.org", string.Concat(Enumerable.Repeat("Zähler \U0001F50C steht\r\nBcc: eve@example.org ", 20)), "\n.\n..\n" + new string('x', 5000), "1.2.3");

        var wire = message.ToWire(new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.FromHours(1)));

        Assert.All(wire.Split("\r\n"), line =>
        {
            Assert.True(line.Length <= 78, line);
            Assert.False(line.StartsWith('.'), line);
            Assert.True(line.All(letter => letter is >= ' ' and <= '~'), line);
        });
        Assert.DoesNotContain("Bcc", wire, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wire.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Contains("\r\nDate: Sun, 01 Mar 2026 12:00:00 +0000\r\nMessage-ID: <1.2.3@example.org>\r\n", wire, StringComparison.Ordinal);
        var received = ReceivedMail.Of($"x\r\n{wire}");
        Assert.Equal(message.Subject, received.Subject);
        Assert.Equal(message.Text.Replace("\n", "\r\n", StringComparison.Ordinal), received.Text);
    }

    [Theory]
    // What is said before TLS and read after it would be taken for the server's own word.
    [InlineData("220 hi\r\n|250-x\r\n250 STARTTLS\r\n|220 go\r\n250 AUTH PLAIN\r\n", "more before TLS")]
    [InlineData("no reply\r\n", "no reply of SMTP")]
    [InlineData("421 busy\r\n", "421 busy")]
    [InlineData("220 hi\r\n|250-a\r\n", "ended the connection")]
    [InlineData("220 hi\r\n|250 HELP\r\n", "does not offer STARTTLS")]
    public async Task A_server_that_does_not_keep_to_the_protocol_gets_no_mail(string script, string why)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = new MailServer { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, User = "u", From = "csms@example.org" };
        var speaks = SpeakAsync(listener, script.Split('|'));

        var refused = await Assert.ThrowsAsync<SmtpException>(() => new SmtpClient(TimeProvider.System).SendAsync(
            server, "p", new MailMessage(server.From, "ann@example.org", "s", "t\n", "1"), CancellationToken.None));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", await speaks, StringComparison.Ordinal);
    }

    /// <returns>What the client said.</returns>
    private static async Task<string> SpeakAsync(TcpListener listener, string[] script)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var (said, buffer, stream) = (new StringBuilder(), new byte[1000], client.GetStream());
        foreach (var reply in script)
        {
            if (said.Length > 0 || reply != script[0]) said.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(reply));
        }
        client.Client.Shutdown(SocketShutdown.Send);
        try
        {
            said.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }
        catch (IOException)
        {
            // It ended the connection at once.
        }
        return said.ToString();
    }
}

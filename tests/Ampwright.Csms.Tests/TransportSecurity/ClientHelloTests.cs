using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.TransportSecurity;

namespace Ampwright.Csms.Tests.TransportSecurity;

[Once]
public sealed class ClientHelloTests
{
    [Fact]
    public async Task A_hello_is_read_once_it_is_whole_and_no_mutation_of_it_breaks_the_reader()
    {
        var bytes = await HelloOfThePlatformAsync();
        for (var cut = 0; cut < bytes.Length; cut++) Assert.False(ClientHello.Read(bytes.AsSpan(0, cut)).Complete);
        var (complete, hello) = ClientHello.Read(bytes);
        Assert.True(complete);
        Assert.Contains((ushort)0x0303, hello!.Versions);
        Assert.Contains((ushort)TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, hello.Suites);
        Assert.Contains((ushort)0x0403, hello.Signatures!);
        Assert.Contains((ushort)23, hello.Groups!);

        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var mutated = bytes.AsSpan(0, random.Next(bytes.Length + 1)).ToArray();
            for (var change = random.Next(4); change > 0 && mutated.Length > 0; change--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            ClientHello.Read(mutated);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0028")]
    [InlineData("\u0016\u0003\u0001\u0000\u0000")]
    public void What_is_no_hello_is_known_at_once(string text)
    {
        Assert.Equal((true, null), ClientHello.Read(System.Text.Encoding.Latin1.GetBytes(text)));
    }

    private static async Task<byte[]> HelloOfThePlatformAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var server = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        var shaking = tls.AuthenticateAsClientAsync("localhost");
        var bytes = new byte[20_000];
        var length = await server.GetStream().ReadAtLeastAsync(bytes, 5);
        length += await server.GetStream().ReadAtLeastAsync(bytes.AsMemory(length), Math.Max(0, 5 + ((bytes[3] << 8) | bytes[4]) - length), throwOnEndOfStream: false);
        server.Close();
        await Assert.ThrowsAnyAsync<IOException>(() => shaking);
        return bytes[..length];
    }
}

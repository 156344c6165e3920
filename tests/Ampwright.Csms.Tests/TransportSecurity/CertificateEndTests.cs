using System.Net;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.TransportSecurity;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.TransportSecurity;

/// <summary>A certificate comes to its end while the program runs.</summary>
[Once]
public sealed class CertificateEndTests
{
    [Fact]
    public async Task A_certificate_that_comes_to_its_end_is_told_at_30_at_7_and_at_1_day_and_after_it_and_once_each()
    {
        var time = new ManualTimeProvider();
        using var authority = new TestAuthority();
        var folder = Directory.CreateTempSubdirectory("ampwright-tls-").FullName;
        var (rsa, ec) = (Path.Combine(folder, "rsa.pem"), Path.Combine(folder, "ec.pem"));
        await File.WriteAllTextAsync(rsa, TestAuthority.Pem(authority.Issue("localhost")));
        await File.WriteAllTextAsync(ec, TestAuthority.Pem(authority.Issue("localhost", isEc: true, until: time.GetUtcNow().AddDays(40))));
        await using (var csms = await ServedCsms.StartAsync(time, with: options => options with
        {
            Tls = new TlsSettings { Listen = IPAddress.Loopback, Port = 0, RsaFile = rsa, EcFile = ec },
        }))
        {
            // Days by the wall clock; the watch itself looks every 5 s of the other.
            (double Days, string? Told)[] steps =
            [
                (9, null), (1.5, "Warning 113 The certificate in {0} expires in 29 days"), (10, null), (13, "Warning 113 The certificate in {0} expires in 6 days"), (2, null),
                (4, "Warning 113 The certificate in {0} expires in 0 days"), (0.2, null), (1, "Error 665 The certificate in {0} is not valid any more"), (3, null),
            ];
            var expected = new List<string>();
            foreach (var (days, told) in steps)
            {
                time.SetWallClock(TimeSpan.FromDays(days));
                await LookAsync(time);
                if (told is not null) expected.Add(string.Format(null, told, ec));
                await Eventually.HoldsAsync(() => Told(csms).Count >= expected.Count, $"told: {string.Join("; ", expected)}");
                Assert.Equal(expected.Count, Told(csms).Count);
                Assert.All(expected.Zip(Told(csms)), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
            }
            var metrics = (await csms.SendAsync("GET", "/metrics")).Text;
            Assert.Contains($"ampwright_certificate_days_left{{file=\"{ec}\"}} -3.", metrics, StringComparison.Ordinal);

            await File.WriteAllTextAsync(ec, TestAuthority.Pem(authority.Issue("localhost", isEc: true, until: time.GetUtcNow().AddDays(5))));
            await LookAsync(time);
            await Eventually.HoldsAsync(() => Told(csms).Count == expected.Count + 1, "the new one is told of as well");
            Assert.Contains("expires in 4 days", Told(csms)[^1], StringComparison.Ordinal);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task LookAsync(ManualTimeProvider time)
    {
        // Twice: when the second look has come to wait for its turn, the first is over.
        for (var look = 0; look < 2; look++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Eventually.HoldsAsync(() => time.TimersDueIn(TimeSpan.FromSeconds(5)) > 0, "the watch waits again");
        }
    }

    private static List<string> Told(ServedCsms csms) =>
        [.. csms.Log.Lines.Where(line => line.StartsWith("Warning 113", StringComparison.Ordinal) || line.StartsWith("Error 665", StringComparison.Ordinal))];
}

using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Diagnostics;
using Ampwright.Station.Files;
using Ampwright.Station.Tests.Security;

namespace Ampwright.Station.Tests.Files;

public sealed class LocationTests
{
    private static readonly FilePolicy Policy = new(["https", "ftps"], ["files.example.com", "*.cdn.example.com"]);

    [Fact]
    public void User_and_password_are_decoded_and_never_shown()
    {
        var location = FileLocation.Parse("ftps://us%40er:p%2Fw%3A@files.example.com:2121/a%20b/?x=1", Policy);
        Assert.Equal(("us@er", "p/w:", "a b/"), (location.User, location.Password, location.FtpPath));
        Assert.Equal("ftps://files.example.com:2121/a%20b/", location.Shown);
        Assert.DoesNotContain("secret", FileLocation.Parse("ftps://files.example.com/a?token=secret", Policy).Shown);
        Assert.Equal("a b/CP-1.zip", location.File("CP-1.zip").FtpPath);
        Assert.Equal("a b/..%2Fx".Replace("%2F", "/", StringComparison.Ordinal), location.File("../x").FtpPath);
        Assert.Equal("https://files.example.com/a/CP-1.zip", FileLocation.Parse("https://files.example.com/a", Policy).File("CP-1.zip").Shown);
    }

    [Theory]
    [InlineData("", TransferFault.BadLocation)]
    [InlineData("nonsense", TransferFault.BadLocation)]
    [InlineData("https://files.example.com/a b", TransferFault.BadLocation)]
    [InlineData("https://files.example.com/\r\nHost: x", TransferFault.BadLocation)]
    [InlineData("ftps://files.example.com/a%0D%0ADELE%20b", TransferFault.BadLocation)]
    [InlineData("ftps://u%0D%0ADELE:p@files.example.com/a", TransferFault.BadLocation)]
    [InlineData("https:\\\\files.example.com\\a", TransferFault.BadLocation)]
    [InlineData("file:///etc/passwd", TransferFault.NotAllowed)]
    [InlineData("http://files.example.com/a", TransferFault.NotAllowed)]
    [InlineData("https://files.example.com.evil.test/a", TransferFault.NotAllowed)]
    [InlineData("https://files.example.com@evil.test/a", TransferFault.NotAllowed)]
    [InlineData("https://evil.test#@files.example.com/", TransferFault.NotAllowed)]
    [InlineData("https://evilcdn.example.com/a", TransferFault.NotAllowed)]
    [InlineData("https://127.0.0.1/a", TransferFault.NotAllowed)]
    [InlineData("https://[::1]/a", TransferFault.NotAllowed)]
    [InlineData("$(reboot)", TransferFault.BadLocation)]
    public void What_leads_elsewhere_is_refused(string text, object fault) =>
        Assert.Equal(fault, Assert.Throws<TransferException>(() => FileLocation.Parse(text, Policy)).Fault);

    [Fact]
    public void Hosts_below_an_allowed_domain_are_allowed() => Assert.NotNull(FileLocation.Parse("https://eu.cdn.example.com/a", Policy));

    /// <summary>A hostile CSMS with 2,000 made-up locations, in every message that holds one: no connection leaves for anywhere not allowed.</summary>
    [Fact]
    public void No_location_makes_the_station_connect_to_where_it_may_not_go()
    {
        var random = new Random(11);
        string[] schemes = ["http", "https", "ftp", "ftps", "file", "gopher", "ldap", "dict", "jar", "javascript", "ws", "unix", "HTTP", "", "sftp"];
        string[] hosts = ["evil.test", "127.0.0.1", "localhost", "[::1]", "169.254.169.254", "allowed.test.evil.test", "allowed.test@evil.test", "0x7f000001", "2130706433", "", "evil.test:80", "ALLOWED.test.", "xn--allowed-test"];
        string[] paths = ["/", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/shadow", "/a?b=c", "/;reboot", "/$(id)", "/`id`", "/a%00b", "/a%0d%0ab", "/|sh", "//evil.test/x", "/\\evil.test", "#@allowed.test/"];
        using var authority = new TestAuthority();
        using var signer = authority.Issue("Signer", "Ampwright");
        using var test = SecureStation.With(1, options: one => one with { FileHosts = ["allowed.test"], ManufacturerRoots = [authority.RootPem] });
        using var plain = SecureStation.With(0, options: one => one with { FileHosts = ["allowed.test"] });
        for (var number = 0; number < 500; number++)
        {
            var location = $"{Pick(schemes)}{Pick(["://", ":", ":/", "://u:p@", ":\\\\"])}{Pick(hosts)}{Pick(paths)}";
            test.Call(new GetLogRequest { LogType = LogType.SecurityLog, RequestId = number, Retries = 0, Log = new LogParameters { RemoteLocation = location } });
            test.Call(new SignedUpdateFirmwareRequest
            {
                RequestId = number,
                Retries = 0,
                Firmware = new SignedFirmware { Location = location, RetrieveDateTime = new(test.Time.GetUtcNow()), SigningCertificate = Ampwright.Ocpp.Certificates.CertificateChain.Write([signer]), Signature = "AAAA" },
            });
            plain.Call(new GetDiagnosticsRequest { Location = location, Retries = 0 });
            plain.Call(new UpdateFirmwareRequest { Location = location, Retries = 0, RetrieveDate = new(plain.Time.GetUtcNow()) });
        }
        plain.Until(() => plain.Station.Core.Memory.State.Files.Uploads.IsEmpty && plain.Station.Core.Memory.State.Files.Update!.Step == Station.Memory.UpdateStep.Done);
        Assert.DoesNotContain(test.Csms.FileDials, dial => !dial.StartsWith("allowed.test", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(plain.Csms.FileDials, dial => !dial.StartsWith("allowed.test", StringComparison.OrdinalIgnoreCase));
        Assert.True(plain.State.Connected && test.State.Connected);

        string Pick(string[] from) => from[random.Next(from.Length)];
    }

    [Theory]
    [InlineData("""[2,"1","GetDiagnostics",{"location":"ftp://user:secret@host/x"}]""")]
    [InlineData("""[2,"1","GetDiagnostics",{"location":"ftp:\/\/user:secret@host\/x"}]""")]
    [InlineData("""[2,"1","GetLog",{"log":{"remoteLocation":"https://host/x?sig=secret&b=1"}}]""")]
    [InlineData("""[2,"1","ChangeConfiguration",{"value":"secret","key":"AuthorizationKey"}]""")]
    [InlineData("https://user:pa@secret@host/x failed")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nsecret")]
    public void Nothing_secret_stays_in_a_text(string text) => Assert.DoesNotContain("secret", Secrets.Redact(text));

    [Fact]
    public void What_is_not_secret_stays() =>
        Assert.Equal("""{"location":"ftp://host:21/a@b/c.bin","mail":"me@x"}""", Secrets.Redact("""{"location":"ftp://host:21/a@b/c.bin","mail":"me@x"}"""));
}

using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Files;

/// <summary>Our own station fetches firmware from our own CSMS and brings it its log, each a process of its own.</summary>
public sealed class FirmwareAndLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_station_installs_firmware_that_the_CSMS_signed_and_brings_its_log()
    {
        using var folder = new TemporaryFolder();
        await using var csms = await CsmsProgram.StartAsync(folder["csms"]);
        var password = await csms.Api.RegisterStationAsync("CP-1");
        await using var station = await StationProgram.StartAsync(folder["CP-1"], new StationStart { Url = csms.StationUrl, Identity = "CP-1", Password = password });
        await Eventually.HoldsAsync(async () => (await csms.Api.StationAsync("CP-1")).StatusOf(1) == "Available", "the station is there", Patience);
        using var maker = new Maker();
        Assert.Equal("Accepted", (await csms.Api.CommandAsync("CP-1", "InstallCertificate", new { certificateType = "ManufacturerRootCertificate", certificate = maker.RootPem })).Status);
        var signer = await csms.Api.SendAsync(HttpMethod.Post, "firmware-signers", new { name = "Maker", certificate = maker.SignerPem, privateKey = maker.KeyPem });
        var seen = await csms.Api.StationAsync("CP-1");
        var firmware = await UploadAsync(csms, Image(seen.Vendor!, seen.Model!, "9.9.9"));

        var update = await csms.Api.SendAsync(HttpMethod.Post, "stations/CP-1/firmware-updates", new { firmware, signer = signer.GetProperty("id").GetInt64() });
        var installed = await EndAsync(csms, station, $"firmware-updates/{update.GetProperty("id").GetInt64()}");
        Assert.True(installed.GetProperty("state").GetString() == "Installed", $"{installed}\n{await station.Control.TraceAsync()}");
        var statuses = installed.GetProperty("statuses").EnumerateArray().Select(told => told.GetProperty("status").GetString()!).ToList();
        Assert.Equal(["Downloading", "Downloaded", "SignatureVerified"], statuses.Where(status => status is "Downloading" or "Downloaded" or "SignatureVerified"));
        await Eventually.HoldsAsync(
            async () => (await csms.Api.SendAsync(HttpMethod.Get, "stations/CP-1")).GetProperty("firmwareVersion").GetString() == "9.9.9", "the new firmware boots", Patience);

        foreach (var kind in (string[])["Diagnostics", "SecurityLog"])
        {
            var upload = await csms.Api.SendAsync(HttpMethod.Post, "stations/CP-1/log-uploads", new { kind });
            var done = await EndAsync(csms, station, $"log-uploads/{upload.GetProperty("id").GetInt64()}");
            Assert.True(done.GetProperty("state").GetString() == "Uploaded", $"{done}\n{await station.Control.TraceAsync()}");
            Assert.True(done.GetProperty("bytes").GetInt64() > 0);
            Assert.True(done.GetProperty("hasFile").GetBoolean());
        }
        Assert.DoesNotContain("station-files/", (await csms.Api.SendAsync(HttpMethod.Get, "messages?limit=500")).GetRawText().Replace("station-files/***", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> EndAsync(CsmsProgram csms, StationProgram station, string what)
    {
        var seen = default(JsonElement);
        try
        {
            await Eventually.HoldsAsync(
                async () => (seen = await csms.Api.SendAsync(HttpMethod.Get, what)).GetProperty("endedAt").ValueKind != JsonValueKind.Null, $"{what} ends", Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{seen}\n{await station.Control.TraceAsync()}\n{csms.Report}", late);
        }
        return seen;
    }

    private static async Task<long> UploadAsync(CsmsProgram csms, byte[] image)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{csms.StationUrl.Authority}/api/v1/firmware?name=firmware.bin&version=9.9.9"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", CsmsProgram.ApiToken);
        request.Content = new ByteArrayContent(image) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetInt64();
    }

    /// <summary>As the simulated hardware has them (docs/station-files.md).</summary>
    private static byte[] Image(string vendor, string model, string version)
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var head = $"AMPWRIGHT-FIRMWARE 1\nvendor: {vendor}\nmodel: {model}\nversion: {version}\nlength: {content.Length}\nsha256: {Convert.ToHexStringLower(SHA256.HashData(content))}\n\n";
        return [.. Encoding.UTF8.GetBytes(head), .. content];
    }

    /// <summary>A manufacturer: his root, and what he signs firmware with.</summary>
    private sealed class Maker : IDisposable
    {
        private readonly RSA _root = RSA.Create(2048);
        private readonly RSA _signer = RSA.Create(2048);

        public Maker()
        {
            var (from, until) = (TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddYears(1));
            var root = new CertificateRequest("CN=Maker root, O=Maker", _root, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
            root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, false));
            using var top = root.CreateSelfSigned(from, until);
            var signer = new CertificateRequest("CN=Maker firmware, O=Maker", _signer, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            signer.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
            using var leaf = signer.Create(top, from, until, [1, .. RandomNumberGenerator.GetBytes(8)]);
            (RootPem, SignerPem, KeyPem) = (top.ExportCertificatePem(), leaf.ExportCertificatePem(), _signer.ExportPkcs8PrivateKeyPem());
        }

        public string RootPem { get; }

        public string SignerPem { get; }

        public string KeyPem { get; }

        public void Dispose()
        {
            _root.Dispose();
            _signer.Dispose();
        }
    }
}

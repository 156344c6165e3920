using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Files;
using Ampwright.Station.Tests.Life;
using Ampwright.Station.Tests.Security;

namespace Ampwright.Station.Tests.Firmware;

/// <summary>A station, a web server with an image, and who may sign images.</summary>
internal sealed class FirmwareWorld : IAsyncDisposable
{
    // Making keys takes longer than an update: all worlds have the same manufacturer.
    public static readonly TestAuthority Manufacturer = new("Manufacturer");
    public static readonly X509Certificate2 Signer = Manufacturer.Issue("Signer", "Ampwright");
    private readonly bool _ownServer;

    private FirmwareWorld(
        WebServer server, bool ownServer, bool signed, Func<ProductProfile, ProductProfile>? product, Func<StationOptions, StationOptions>? options, int length)
    {
        (Server, _ownServer) = (server, ownServer);
        Test = SecureStation.With(signed ? 1 : 0, options: one =>
        {
            one = one with { ManufacturerRoots = [Manufacturer.RootPem] };
            return options?.Invoke(one) ?? one;
        }, product: product);
        Image = SimulatedImage.Make(Test.Hardware.Facts.Vendor, Test.Hardware.Facts.Model, "0.2.0", RandomNumberGenerator.GetBytes(length));
        server.Files["/image.bin"] = Image;
        server.Received = () => Test.Flash.Files.Contains("firmware.b") ? Test.Flash["firmware.b"].Length : 0;
    }

    public WebServer Server { get; }

    public StationUnderTest Test { get; }

    public byte[] Image { get; }

    /// <param name="length">Of the image, bytes.</param>
    /// <param name="server">One that serves several worlds, one after the other; null = one of its own.</param>
    public static async Task<FirmwareWorld> StartAsync(
        bool signed = false, Func<ProductProfile, ProductProfile>? product = null, WebServer? server = null, Func<StationOptions, StationOptions>? options = null,
        int length = 200_000) => new(server ?? await WebServer.StartAsync(), server is null, signed, product, options, length);

    /// <summary>The statuses told, of both messages.</summary>
    public IReadOnlyList<string> Told => [.. Test.Csms.Heard.Select(heard => heard.Request switch
    {
        FirmwareStatusNotificationRequest plain => plain.Status.Text,
        SignedFirmwareStatusNotificationRequest signed => signed.Status.Text,
        _ => null,
    }).OfType<string>()];

    public void Order(string path = "image.bin", int retries = 0, int interval = 10, TimeSpan after = default) => Test.Call(new UpdateFirmwareRequest
    {
        Location = path.Contains("://", StringComparison.Ordinal) ? path : Server.At(path),
        RetrieveDate = new(Test.Time.GetUtcNow() + after),
        Retries = retries,
        RetryInterval = interval,
    });

    public UpdateFirmwareStatus OrderSigned(
        byte[]? signs = null, int request = 7, int retries = 0, TimeSpan after = default, TimeSpan? install = null, string? signer = null, string path = "image.bin", bool pkcs1 = false)
    {
        using var key = Signer.GetRSAPrivateKey()!;
        return Test.Call(new SignedUpdateFirmwareRequest
        {
            RequestId = request,
            Retries = retries,
            RetryInterval = 10,
            Firmware = new SignedFirmware
            {
                Location = Server.At(path),
                RetrieveDateTime = new(Test.Time.GetUtcNow() + after),
                InstallDateTime = install is { } wait ? new(Test.Time.GetUtcNow() + wait) : null,
                SigningCertificate = signer ?? CertificateChain.Write([Signer]),
                Signature = FirmwareSignature.Make(SHA256.HashData(signs ?? Image), key, pkcs1),
            },
        }).Status.Value;
    }

    public void Until(string status) => Test.Until(() => Told.Contains(status));

    /// <summary>The station has asked for a reset: the next life begins.</summary>
    public void Reboot()
    {
        Test.Until(() => Test.Resets.Count > 0);
        Assert.Equal(ResetKind.Hard, Assert.Single(Test.Resets));
        Test.Resets.Clear();
        Test.Restart(BootCause.HardReset);
    }

    /// <summary>The power goes, with what was not synced, and comes back.</summary>
    public void CutPower(int seed)
    {
        Test.CutPower();
        Test.Die();
        (Test.Disk, Test.Flash) = (Test.Disk.AfterPowerCut(seed), Test.Flash.AfterPowerCut(seed));
        Test.PowerOn();
    }

    public string Version => Test.Station.Core.Port.Facts.FirmwareVersion;

    public RememberedUpdate Update => Test.Station.Core.Memory.State.Files.Update!;

    /// <summary>Whether what is in the flash now could be started.</summary>
    public bool CanStart => new SimulatedFirmware(Test.Flash, Test.Hardware.Facts.Vendor, Test.Hardware.Facts.Model, "0.1.0").CanStart();

    public IReadOnlyList<BootNotificationRequest> Boots => Test.Csms.All<BootNotificationRequest>();

    public async ValueTask DisposeAsync()
    {
        Test.Dispose();
        if (_ownServer) await Server.DisposeAsync();
    }
}

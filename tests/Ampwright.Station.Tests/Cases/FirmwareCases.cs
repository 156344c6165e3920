using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Station.Tests.Files;
using Ampwright.Station.Tests.Firmware;
using Ampwright.Station.Tests.Security;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The compliance cases of the profile FirmwareManagement, station under test.</summary>
public sealed class FirmwareCases
{
    [Fact]
    public async Task TC_044_1_CS_Firmware_update_download_and_install()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Order();
        world.Until("Installing");
        world.Reboot();
        Assert.Equal(["Downloading", "Downloaded", "Installing", "Installed"], world.Told);
        Assert.Equal(["Available", "Available", "Available"], world.Test.Csms.All<StatusNotificationRequest>().TakeLast(3).Select(told => told.Status.Text));
        Assert.Single(world.Boots);
    }

    [Fact]
    public async Task TC_044_2_CS_Firmware_update_download_failed()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Order($"ftp://localhost:{FtpServer.FreePort()}/image.bin", retries: 0);
        world.Until("DownloadFailed");
        Assert.Equal(["Downloading", "DownloadFailed"], world.Told);
        Assert.Equal("0.1.0", world.Version);
        Assert.All(world.Test.State.Connectors, connector => Assert.Equal("Available", connector.Status));
    }

    [Fact]
    public async Task TC_044_3_CS_Firmware_update_installation_failed()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Server.Files["/image.bin"] = [1, 2, 3];
        world.Order();
        world.Until("InstallationFailed");
        Assert.Equal(["Downloading", "Downloaded", "Installing", "InstallationFailed"], world.Told);
        Assert.All(world.Test.State.Connectors, connector => Assert.Equal("Available", connector.Status));
    }

    [Fact]
    public async Task TC_045_1_CS_Get_diagnostics()
    {
        await using var server = await FtpServer.StartAsync();
        using var test = SecureStation.With(0);
        var name = test.Call(new GetDiagnosticsRequest { Location = server.At("") }).FileName!;
        test.Until(() => test.Csms.All<DiagnosticsStatusNotificationRequest>().Count == 2);
        Assert.Equal(["Uploading", "Uploaded"], test.Csms.All<DiagnosticsStatusNotificationRequest>().Select(told => told.Status.Text));
        Assert.True(File.Exists(server.FileOf(name)));
    }

    [Fact]
    public void TC_045_2_CS_Get_diagnostics_upload_failed()
    {
        using var test = SecureStation.With(0);
        test.Call(new GetDiagnosticsRequest { Location = $"ftp://localhost:{FtpServer.FreePort()}/diagnostics", Retries = 0 });
        test.Until(() => test.Csms.All<DiagnosticsStatusNotificationRequest>().Count == 2);
        Assert.Equal(["Uploading", "UploadFailed"], test.Csms.All<DiagnosticsStatusNotificationRequest>().Select(told => told.Status.Text));
    }
}

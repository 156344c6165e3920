using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Hardware;
using Ampwright.Station.Memory;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Security;

namespace Ampwright.Station.Tests.Firmware;

public sealed class FirmwareUpdateTests
{
    [Fact]
    public async Task An_update_waits_for_its_time_and_runs_once_the_CSMS_has_accepted_the_new_image()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Order(after: TimeSpan.FromHours(1));
        world.Test.Pass(3500);
        Assert.Empty(world.Told);
        world.Test.Pass(100);
        world.Until("Installing");
        world.Reboot();
        Assert.Equal("0.2.0", world.Version);
        Assert.Equal("0.2.0", world.Boots[^1].FirmwareVersion);
        Assert.Equal(["Downloading", "Downloaded", "Installing", "Installed"], world.Told);
        Assert.Equal("Available", world.Test.First.Status);
        Assert.Equal(FirmwareStart.Trial, world.Test.Station.Core.Port.Host.Firmware!.Start);
        world.Test.Restart();
        Assert.Equal(("0.2.0", FirmwareStart.Normal), (world.Version, world.Test.Station.Core.Port.Host.Firmware!.Start));
    }

    [Fact]
    public async Task It_waits_for_transactions_and_lets_nobody_new_charge_meanwhile()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Test.Charge(1);
        world.Test.Csms.Heard.Clear();
        world.Order();
        world.Until("Downloaded");
        world.Test.Until(() => world.Test.State.Connectors[1].Status == "Unavailable");
        world.Test.Pass(600);
        Assert.Equal("Charging", world.Test.First.Status);
        Assert.Equal("Unavailable", world.Test.State.Connectors[1].Status);
        Assert.Equal(["Downloading", "Downloaded"], world.Told);
        world.Test.Plug(2);
        world.Test.Present(Life.StationUnderTest.OtherCard);
        world.Test.Pass(30);
        Assert.Null(world.Test.State.Connectors[1].Transaction);

        world.Test.Present(Life.StationUnderTest.Card);
        world.Test.Pass(10);
        world.Test.Until(() => world.Test.Resets.Count > 0);
        Assert.Single(world.Test.Csms.All<StopTransactionRequest>());
        Assert.Equal("Installing", world.Told[^1]);
        Assert.Equal("Unavailable", world.Test.First.Status);
    }

    [Fact]
    public async Task A_product_that_does_not_fetch_during_a_transaction_waits_before_it_fetches()
    {
        await using var world = await FirmwareWorld.StartAsync(product: one => one with { Answers = one.Answers with { FirmwareDownloadDuringTransaction = false } });
        world.Test.Charge(1);
        world.Order();
        world.Test.Pass(120);
        Assert.Empty(world.Told);
        world.Test.Present(Life.StationUnderTest.Card);
        world.Test.Pass(10);
        world.Until("Downloaded");
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_tried_again_as_often_as_ordered_and_goes_on_where_it_was()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Server.Breaks.Enqueue(50_000);
        world.Server.Breaks.Enqueue(50_000);
        world.Order(retries: 2, interval: 30);
        world.Test.Until(() => world.Server.Requests.Count == 1);
        WaitForTimer(world, 1);
        world.Test.Pass(29);
        Assert.Single(world.Server.Requests);
        world.Test.Pass(2);
        WaitForTimer(world, 2);
        world.Test.Pass(31);
        world.Until("Downloaded");
        Assert.Equal(3, world.Server.Requests.Count);
        Assert.Contains("bytes=", world.Server.Requests.Last());
        world.Until("Installing");
        Assert.Equal(["Downloading", "Downloaded", "Installing"], world.Told);
    }

    [Fact]
    public async Task After_the_last_retry_it_has_failed_and_the_connectors_are_free()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Order("nothing.bin", retries: 1, interval: 10);
        world.Test.Until(() => world.Server.Requests.Count == 1);
        WaitForTimer(world, 1);
        world.Test.Pass(11);
        world.Until("DownloadFailed");
        Assert.Equal(["Downloading", "DownloadFailed"], world.Told);
        Assert.Equal(2, world.Server.Requests.Count);
        Assert.Equal("Available", world.Test.First.Status);
    }

    [Theory]
    [InlineData("no image")]
    [InlineData("cut off")]
    [InlineData("one bit")]
    [InlineData("another model")]
    public async Task An_image_that_is_none_for_this_station_is_not_installed(string defect)
    {
        await using var world = await FirmwareWorld.StartAsync();
        var image = world.Image.ToArray();
        image[^1] ^= 1;
        world.Server.Files["/image.bin"] = defect switch
        {
            "no image" => "hello"u8.ToArray(),
            "cut off" => world.Image[..^1],
            "one bit" => image,
            _ => SimulatedImage.Make("Ampwright", "Toaster", "9", [1]),
        };
        world.Order();
        world.Until("InstallationFailed");
        world.Test.Pass(60);
        Assert.Empty(world.Test.Resets);
        Assert.Equal("Available", world.Test.First.Status);
        world.Test.Restart();
        Assert.Equal("0.1.0", world.Version);
    }

    [Fact]
    public async Task A_new_image_that_the_CSMS_never_accepts_makes_room_for_the_old_one()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Order();
        world.Until("Installing");
        world.Test.Csms.GoDown();
        world.Reboot();
        Assert.Equal("0.2.0", world.Version);
        world.Test.Pass(29 * 60);
        Assert.Empty(world.Test.Resets);
        world.Test.Pass(120);
        world.Test.Csms.ComeBack();
        world.Reboot();
        Assert.Equal("0.1.0", world.Version);
        Assert.Equal("InstallationFailed", world.Told[^1]);
    }

    [Fact]
    public async Task A_new_image_that_crashes_makes_room_for_the_old_one()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Order();
        world.Until("Installing");
        world.Test.Csms.GoDown();
        world.Reboot();
        world.Test.Restart(BootCause.Crash);
        Assert.Equal("0.1.0", world.Version);
        world.Test.Csms.ComeBack();
        world.Test.Pass(60);
        Assert.Equal("InstallationFailed", world.Told[^1]);
    }

    [Fact]
    public async Task Hardware_that_does_not_reset_keeps_the_old_image()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Test.Hardware.RefuseResets(1);
        world.Order();
        world.Until("Installing");
        world.Test.Until(() => world.Update.Step == UpdateStep.Done);
        world.Test.Pass(30);
        Assert.Equal("InstallationFailed", world.Told[^1]);
        Assert.Equal("Available", world.Test.First.Status);
        world.Test.Restart();
        Assert.Equal("0.1.0", world.Version);
    }

    [Fact]
    public async Task A_signed_update_tells_every_step_with_its_request_and_the_event_at_the_end()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true, product: one => one with { Files = new FileDeclaration { TellsInstallReboot = true } });
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned(after: TimeSpan.FromMinutes(10), install: TimeSpan.FromHours(2)));
        world.Until("DownloadScheduled");
        world.Test.Pass(601);
        world.Until("InstallScheduled");
        world.Test.Pass(7200);
        world.Reboot();
        Assert.Equal(
            ["DownloadScheduled", "Downloading", "Downloaded", "SignatureVerified", "InstallScheduled", "Installing", "InstallRebooting", "Installed"], world.Told);
        Assert.All(world.Test.Csms.All<SignedFirmwareStatusNotificationRequest>(), told => Assert.Equal(7, told.RequestId));
        Assert.Contains("FirmwareUpdated", world.Test.Events());
    }

    [Fact]
    public async Task A_signed_download_that_waits_for_its_retry_is_paused()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true);
        world.Server.Breaks.Enqueue(50_000);
        world.OrderSigned(retries: 1, pkcs1: true);
        world.Until("DownloadPaused");
        world.Test.Pass(11);
        world.Until("SignatureVerified");
        Assert.Equal(["Downloading", "DownloadPaused", "Downloading", "Downloaded", "SignatureVerified"], world.Told.Take(5));
    }

    [Fact]
    public async Task A_wrong_signature_and_a_signer_nobody_knows_are_refused_with_their_events()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true);
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned(signs: [1, 2, 3]));
        world.Until("InvalidSignature");
        Assert.Contains("InvalidFirmwareSignature", world.Test.Events());
        Assert.Empty(world.Test.Resets);

        using var stranger = new TestAuthority("A stranger");
        using var signer = stranger.Issue("Signer", "Ampwright");
        world.Test.Csms.Heard.Clear();
        foreach (var pem in (string[])[CertificateChain.Write([signer]), "no PEM", stranger.RootPem])
            Assert.Equal(UpdateFirmwareStatus.InvalidCertificate, world.OrderSigned(signer: pem));
        Assert.Equal(Enumerable.Repeat("InvalidFirmwareSigningCertificate", 3), world.Test.Events());
        Assert.Empty(world.Told);
    }

    [Fact]
    public async Task A_signed_image_that_is_none_fails_verification()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true);
        world.Server.Files["/image.bin"] = "hello"u8.ToArray();
        world.OrderSigned(signs: "hello"u8.ToArray());
        world.Until("InstallVerificationFailed");
        Assert.Equal(UpdateStep.Done, world.Update.Step);
    }

    [Fact]
    public async Task A_new_order_cancels_the_one_under_way_and_none_is_taken_during_the_installation()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true);
        var hold = new TaskCompletionSource();
        world.Server.Hold = hold.Task;
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned(request: 1));
        world.Test.Until(() => world.Server.Requests.Count == 1);
        world.Server.Hold = null;
        Assert.Equal(UpdateFirmwareStatus.AcceptedCanceled, world.OrderSigned(request: 2));
        hold.SetResult();
        world.Test.Until(() => world.Test.Resets.Count > 0);
        Assert.All(world.Test.Csms.All<SignedFirmwareStatusNotificationRequest>().SkipWhile(told => told.RequestId == 1), told => Assert.Equal(2, told.RequestId));
        world.Test.Csms.ComeBack();
        Assert.True(world.Update.Step == UpdateStep.Installing);
        world.Test.Resets.Clear();
        world.Test.Csms.GoDown();
        world.Test.Restart(BootCause.HardReset);
        world.Test.Csms.ComeBack();
        Assert.Equal("0.2.0", world.Version);
    }

    [Fact]
    public async Task With_a_security_profile_unsigned_firmware_is_not_supported()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true);
        Assert.Equal(RpcErrorCode.NotSupported, Assert.Throws<CallRefusedException>(() => world.Order()).Code);
        world.Test.Pass(10);
        Assert.Empty(world.Server.Requests);
    }

    [Fact]
    public async Task Statuses_that_could_not_leave_are_told_in_order_once_the_CSMS_is_back()
    {
        await using var world = await FirmwareWorld.StartAsync();
        world.Order(after: TimeSpan.FromSeconds(30));
        world.Test.Csms.GoDown();
        world.Test.Pass(31);
        world.Test.Until(() => world.Update.Step == UpdateStep.Installing);
        world.Test.Pass(40);
        world.Test.Csms.ComeBack();
        world.Reboot();
        world.Test.Pass(30);
        Assert.Equal(["Downloading", "Downloaded", "Installing", "Installed"], world.Told);
    }

    [Fact]
    public async Task Asked_for_the_status_it_says_what_is_under_way_else_Idle()
    {
        await using var world = await FirmwareWorld.StartAsync();
        var ask = new TriggerMessageRequest { RequestedMessage = MessageTrigger.FirmwareStatusNotification };
        world.Test.Call(ask);
        Assert.Equal(["Idle"], world.Told);
        world.Order("nothing.bin");
        world.Until("DownloadFailed");
        world.Test.Call(ask);
        Assert.Equal("Idle", world.Told[^1]);

        await using var signed = await FirmwareWorld.StartAsync(signed: true);
        var askSigned = new ExtendedTriggerMessageRequest { RequestedMessage = ExtendedMessageTrigger.FirmwareStatusNotification };
        signed.Test.Call(askSigned);
        Assert.Equal(["Idle"], signed.Told);
        Assert.Null(Assert.Single(signed.Test.Csms.All<SignedFirmwareStatusNotificationRequest>()).RequestId);
        signed.OrderSigned(path: "nothing.bin");
        signed.Until("DownloadFailed");
        signed.Test.Call(askSigned);
        Assert.Equal(["Idle", "Downloading", "DownloadFailed", "DownloadFailed"], signed.Told); // L01.FR.29
    }

    // The pause before the retry has begun: its timer stands.
    private static void WaitForTimer(FirmwareWorld world, int failures) =>
        world.Test.Until(() => world.Test.Trace.Since().Count(line => line.Text.Contains("again in", StringComparison.Ordinal)) == failures);
}

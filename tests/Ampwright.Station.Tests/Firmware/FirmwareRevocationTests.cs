using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Tests.Security;

namespace Ampwright.Station.Tests.Firmware;

public sealed class FirmwareRevocationTests
{
    [Fact]
    public async Task Firmware_of_a_revoked_signer_is_not_taken()
    {
        List<byte[]> lists = [];
        await using var world = await WithAsync(lists);
        using var other = FirmwareWorld.Manufacturer.Issue("Another signer", "Ampwright");
        lists.Add(FirmwareWorld.Manufacturer.Revoke(other));
        Assert.Equal(UpdateFirmwareStatus.RevokedCertificate, world.OrderSigned(signer: CertificateChain.Write([other])));
        Assert.Equal("InvalidFirmwareSigningCertificate", Assert.Single(world.Test.Events()));
        world.Test.Pass(60);
        Assert.Empty(world.Server.Requests);

        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned());
        world.Until("SignatureVerified");
    }

    [Fact]
    public async Task A_list_counts_only_if_a_root_of_the_manufacturer_signed_it()
    {
        using var stranger = new TestAuthority("Manufacturer"); // By name, not by key.
        await using var world = await WithAsync([stranger.Revoke(FirmwareWorld.Signer)]);
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned());
        world.Until("SignatureVerified");
    }

    [Fact]
    public async Task A_signer_revoked_after_the_order_is_found_before_the_installation()
    {
        List<byte[]> lists = [];
        await using var world = await WithAsync(lists);
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned(after: TimeSpan.FromDays(1)));
        lists.Add(FirmwareWorld.Manufacturer.Revoke(FirmwareWorld.Signer));
        world.Test.Pass(86_401);
        world.Until("InvalidSignature");
        world.Test.Pass(60);
        Assert.Equal("InvalidFirmwareSigningCertificate", world.Test.Events()[^1]);
        Assert.Empty(world.Test.Resets);
    }

    [Fact]
    public async Task As_long_as_the_lists_cannot_be_read_nothing_is_taken()
    {
        var broken = true;
        await using var world = await FirmwareWorld.StartAsync(
            signed: true, options: one => one with { RevocationLists = () => broken ? throw new IOException("the disk is gone") : [] });
        Assert.Equal(UpdateFirmwareStatus.Rejected, world.OrderSigned());
        Assert.Empty(world.Test.Events());
        broken = false;
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned());

        await using var garbage = await WithAsync(["no list"u8.ToArray()]);
        Assert.Equal(UpdateFirmwareStatus.Rejected, garbage.OrderSigned());
    }

    private static Task<FirmwareWorld> WithAsync(List<byte[]> lists) => FirmwareWorld.StartAsync(
        signed: true, options: one => one with { RevocationLists = () => [.. lists.Select(list => (ReadOnlyMemory<byte>)list)] });
}

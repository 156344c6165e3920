using System.Text.Json;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Boot;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Tests.Stations;

public sealed class StationRegistryTests : IAsyncDisposable
{
    private static readonly byte[] Password = [.. Enumerable.Range(1, 20).Select(number => (byte)(number * 11))];
    private readonly TestStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_is_registered_after_a_removal_is_another_station()
    {
        var registry = new StationRegistry(_store.Database);
        var old = await registry.RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var lease = (await new Leases(_store.Database).TakeAsync(old.StationId, "test"))!;
        await _store.Database.WriteAsync(unit =>
        {
            new BootRecord(new BootNotificationRequest { ChargePointVendor = "Old", ChargePointModel = "M1", FirmwareVersion = "1" }).Apply(unit, lease);
            new StatusRecord(new StatusNotificationRequest { ConnectorId = 2, Status = ChargePointStatus.Faulted, ErrorCode = ChargePointErrorCode.NoError }).Apply(unit, lease);
        });
        var desk = new CommandDesk(_store.Database, new CommandSecrets());
        var waiting = await desk.QueueAsync("CP1", "Reset", JsonElement.Parse("""{"type":"Hard"}"""), "ann");

        await registry.RemoveAsync("CP1");
        var young = await registry.RegisterAsync(new StationRegistration { Identity = "cp1", WithoutPassword = true });

        Assert.Equal(((string?)null, (string?)null, (string?)null), (young.Vendor, young.Model, young.FirmwareVersion));
        Assert.Empty(await new ConnectorList(_store.Database).ListAsync("cp1"));
        var failed = (await desk.FindAsync(waiting.CommandId))!;
        Assert.Equal((CommandState.Failed, "The station was removed."), (failed.State, failed.ErrorText));
        Assert.False(await _store.Database.ReadAsync(reader => CommandLife.AnyQueued(reader, young.StationId)));
    }

    [Fact]
    public async Task An_identity_is_found_without_case_and_keeps_its_spelling()
    {
        var registry = new StationRegistry(_store.Database);
        await registry.RegisterAsync(new StationRegistration { Identity = "Depot-A 1", Password = Password, NoPong = true });

        var found = await registry.FindAsync("dEPOT-a 1");

        Assert.Equal("Depot-A 1", found?.Identity);
        Assert.True(found?.HasPassword);
        Assert.True(found?.NoPong);
        await Assert.ThrowsAsync<StationExistsException>(() =>
            registry.RegisterAsync(new StationRegistration { Identity = "DEPOT-A 1", Password = Password }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("é")]
    [InlineData("tab\t")]
    [InlineData("..")]
    [InlineData("1234567890123456789012345678901234567890123456789")]
    public async Task An_identity_that_cannot_stand_in_a_url_or_user_name_is_refused(string identity)
    {
        var registry = new StationRegistry(_store.Database);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            registry.RegisterAsync(new StationRegistration { Identity = identity, Password = Password }));
    }

    [Fact]
    public async Task A_station_without_a_password_must_be_called_so()
    {
        var registry = new StationRegistry(_store.Database);
        await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync(new StationRegistration { Identity = "CP1" }));
        var open = await registry.RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        Assert.True(open.WithoutPassword);
        await Assert.ThrowsAsync<ArgumentException>(() => registry.ChangeAsync(new StationRegistration { Identity = "CP1" }));
        var closed = await registry.ChangeAsync(new StationRegistration { Identity = "cp1", Password = Password });
        Assert.True(closed is { HasPassword: true, WithoutPassword: false });
    }

    [Fact]
    public async Task A_removed_station_is_gone_and_can_be_registered_again()
    {
        var registry = new StationRegistry(_store.Database);
        await registry.RegisterAsync(new StationRegistration { Identity = "CP1", Password = Password });
        Assert.True(await registry.RemoveAsync("cp1"));
        Assert.False(await registry.RemoveAsync("cp1"));
        Assert.Null(await registry.FindAsync("CP1"));
        Assert.Empty(await registry.ListAsync());
        var again = await registry.RegisterAsync(new StationRegistration { Identity = "cp1", Password = Password, BootPolicy = BootPolicy.Pending });
        Assert.Equal(BootPolicy.Pending, again.BootPolicy);
    }

    [Fact]
    public void A_password_matches_only_its_own_bytes()
    {
        var stored = StationPassword.Create(Password);
        Assert.True(stored.Matches(Password));
        Assert.False(stored.Matches([.. Password, 0]));
        Assert.NotEqual(stored.Hash, StationPassword.Create(Password).Hash);
        Assert.True(StationPassword.TryParse("0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF", out var bytes));
        Assert.Equal(20, bytes.Length);
        Assert.True(StationPassword.TryParse("0001020304050607", out bytes));
        Assert.Equal(16, bytes.Length);
        Assert.False(StationPassword.TryParse("too short", out _));
    }

    [Fact]
    public async Task An_id_tag_is_compared_without_case_and_replaced_whole()
    {
        var tags = new IdTagList(_store.Database);
        await tags.PutAsync(new IdTag { Tag = "04a1B2", ParentIdTag = "FLEET", Blocked = true });
        await tags.PutAsync(new IdTag { Tag = "04A1b2", ExpiresAt = new DateTimeOffset(2027, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)) });

        var found = await tags.FindAsync("04A1B2");

        Assert.Equal(new IdTag { Tag = "04A1b2", ExpiresAt = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), Version = 2 }, found);
        Assert.True(await tags.DeleteAsync("04a1b2"));
        Assert.Empty(await tags.ListAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => tags.PutAsync(new IdTag { Tag = "123456789012345678901" }));
    }
}

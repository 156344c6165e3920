using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Tests.Security;

public sealed class CredentialTests
{
    [Fact]
    public void A_new_password_goes_into_the_header_as_raw_bytes_and_is_shown_nowhere()
    {
        using var test = SecureStation.With(1);
        Assert.Equal(ConfigurationStatus.Accepted, test.Change("AuthorizationKey", SecureStation.OtherKey));
        Assert.Equal("Basic " + Convert.ToBase64String([.. "CP-1:"u8, .. Convert.FromHexString(SecureStation.OtherKey)]), test.Csms.LastDial!.Authorization);
        Assert.Null(test.Shown("AuthorizationKey"));
        Assert.Equal(["ReconfigurationOfSecurityParameters"], test.Events());
        Assert.DoesNotContain(test.Trace.Since(), line => line.Text.Contains(SecureStation.OtherKey, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00112233445566778899AABBCCDDEE")]
    [InlineData("00112233445566778899AABBCCDDEEFF0011223344")]
    [InlineData("00112233445566778899AABBCCDDEEFG")]
    public void A_password_that_is_none_is_rejected_and_the_connection_stays(string key)
    {
        using var test = SecureStation.With(1);
        Assert.Equal(ConfigurationStatus.Rejected, test.Change("AuthorizationKey", key));
        Assert.Equal(1, test.Csms.Dials);
    }

    [Fact]
    public void A_new_password_that_is_refused_makes_room_for_the_old_one_also_after_a_power_cut()
    {
        using var test = SecureStation.With(1);
        test.Csms.Door = request => Password(request) == SecureStation.Key ? null : Refused;
        test.Change("AuthorizationKey", SecureStation.OtherKey);
        Assert.False(test.State.Connected);
        test.Die();
        test.Disk = test.Disk.AfterPowerCut(seed: 5);
        test.PowerOn();
        test.Pass(30);
        Assert.True(test.State.Connected);

        // What was settled stays settled: the old password is the only one again.
        test.Csms.Heard.Clear();
        test.Restart();
        Assert.Equal(SecureStation.Key, Password(test.Csms.LastDial!));
        Assert.True(test.State.Connected);
    }

    [Fact]
    public void Refusal_and_going_back_are_security_events()
    {
        using var test = SecureStation.With(1);
        test.Csms.Door = request => Password(request) == SecureStation.Key ? null : Refused;
        test.Change("AuthorizationKey", SecureStation.OtherKey);
        test.Pass(30);
        Assert.Equal(["ReconfigurationOfSecurityParameters", "FailedToAuthenticateAtCentralSystem", "ReconfigurationOfSecurityParameters"], test.Events());
    }

    [Fact]
    public void A_CSMS_that_is_away_is_no_reason_to_go_back_to_the_old_password()
    {
        using var test = SecureStation.With(1);
        test.Csms.GoDown();
        test.Csms.ComeBack();
        test.Pass(30);
        test.Csms.Door = _ => new NetworkException("nobody answers");
        test.Change("AuthorizationKey", SecureStation.OtherKey);
        test.Pass(900);
        test.Csms.Door = _ => null;
        test.Pass(120);
        Assert.Equal(SecureStation.OtherKey, Password(test.Csms.LastDial!));
    }

    [Fact]
    public void A_password_that_worked_once_is_never_exchanged_for_the_old_one()
    {
        using var test = SecureStation.With(1);
        test.Change("AuthorizationKey", SecureStation.OtherKey);
        test.Csms.Door = request => Password(request) == SecureStation.Key ? null : Refused;
        test.Csms.Break();
        test.Pass(3600);
        Assert.False(test.State.Connected);
        Assert.Equal(SecureStation.OtherKey, Password(test.Csms.LastDial!));
    }

    [Fact]
    public void A_higher_profile_is_taken_when_everything_for_it_is_there_and_registers_anew()
    {
        using var authority = new TestAuthority();
        using var test = SecureStation.With(1, authority);
        Assert.Equal(ConfigurationStatus.Accepted, test.Change("SecurityProfile", "2"));
        Assert.Equal(new Uri("wss://csms.test/ocpp/CP-1"), test.Csms.LastDial!.Url);
        Assert.NotNull(test.Csms.LastDial.Authorization);
        Assert.Contains("BootNotification", test.Csms.Actions);
        Assert.Equal("2", test.Shown("SecurityProfile"));
    }

    [Fact]
    public void A_higher_profile_with_which_no_connection_comes_about_is_given_up()
    {
        using var authority = new TestAuthority();
        using var test = SecureStation.With(1, authority);
        test.Csms.Door = request => request.Url.Scheme == "ws" ? null : new NetworkException("no TLS here");
        test.Change("SecurityProfile", "2");
        test.Pass(60);
        Assert.False(test.State.Connected);
        test.Restart();
        test.Pass(600);
        Assert.True(test.State.Connected);
        Assert.Equal("1", test.Shown("SecurityProfile"));
        Assert.Equal(new Uri("ws://csms.test/ocpp/CP-1"), test.Csms.LastDial!.Url);
    }

    [Fact]
    public void A_profile_that_worked_once_is_never_left_again_however_long_the_CSMS_is_away()
    {
        using var authority = new TestAuthority();
        using var test = SecureStation.With(1, authority);
        test.Change("SecurityProfile", "2");
        test.Csms.Door = request => request.Url.Scheme == "ws" ? null : new NetworkException("no TLS here");
        test.Csms.Break();
        test.Pass(7200);
        test.Restart();
        test.Pass(7200);
        Assert.False(test.State.Connected);
        Assert.Equal("wss", test.Csms.LastDial!.Url.Scheme);
    }

    /// <summary>All orders of profiles: whatever is asked, the profile never falls. A00.FR.005, A05.FR.01.</summary>
    [Fact]
    public void No_sequence_of_changes_lowers_the_profile()
    {
        using var authority = new TestAuthority();
        var random = new Random(7);
        for (var sequence = 0; sequence < 40; sequence++)
        {
            using var test = SecureStation.With(random.Next(3), authority);
            var highest = int.Parse(test.Shown("SecurityProfile")!);
            for (var step = 0; step < 25; step++)
            {
                string[] values = ["0", "1", "2", "3", "4", "-1", "", " 2", "02", "1.0", "2147483648", "two"];
                var value = values[random.Next(values.Length)];
                string[] names = ["SecurityProfile", "securityprofile", "SECURITYPROFILE"];
                test.Change(names[random.Next(names.Length)], value);
                var now = int.Parse(test.Shown("SecurityProfile")!);
                Assert.True(now >= highest, $"from {highest} to {now} by '{value}'");
                highest = now;
            }
        }
    }

    [Fact]
    public void A_profile_is_rejected_as_long_as_something_for_it_is_missing()
    {
        using var authority = new TestAuthority();
        using var bare = SecureStation.With(0, product: one => one with { Configuration = new Dictionary<string, string>(one.Configuration, StringComparer.Ordinal) { ["AuthorizationKey"] = "" } });
        Assert.Equal(ConfigurationStatus.Rejected, bare.Change("SecurityProfile", "1")); // A05.FR.02
        Assert.Equal(ConfigurationStatus.Accepted, bare.Change("AuthorizationKey", SecureStation.Key));
        Assert.Equal(ConfigurationStatus.Rejected, bare.Change("SecurityProfile", "2")); // A05.FR.03
        Assert.Equal(ConfigurationStatus.Accepted, bare.Change("SecurityProfile", "1"));

        using var noEndpoint = SecureStation.With(1, authority, options => options with { SecureEndpoint = null });
        Assert.Equal(ConfigurationStatus.Rejected, noEndpoint.Change("SecurityProfile", "2"));

        using var expired = new TestAuthority(until: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var old = SecureStation.With(1, expired);
        Assert.Equal(ConfigurationStatus.Rejected, old.Change("SecurityProfile", "2"));

        using var second = SecureStation.With(2, authority);
        Assert.Equal(ConfigurationStatus.Rejected, second.Change("SecurityProfile", "3")); // A05.FR.04
    }

    private static NetworkException Refused => new("HTTP 401", fault: NetworkFault.Refused);

    private static string Password(LinkRequest request) => Convert.ToHexString(request.Password!.Value.Span);
}

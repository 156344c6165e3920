using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Hardware;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Security;

public sealed class SecurityEventTests
{
    [Fact]
    public void Without_a_security_profile_events_are_logged_and_not_told()
    {
        using var test = StationUnderTest.Accepted();
        test.Hardware.Tamper("service door");
        test.Pass(1);
        Assert.Empty(test.Events());
        Assert.Equal(["StartupOfTheDevice", "TamperDetectionActivated"], Log(test));
    }

    [Fact]
    public void A_product_without_the_extension_has_neither_the_keys_nor_the_log()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        test.Hardware.Tamper("service door");
        test.Pass(1);
        Assert.Empty(Log(test));
        Assert.Equal(Ampwright.Ocpp.Messages.Core.ConfigurationStatus.NotSupported, test.Change("SecurityProfile", "1"));
    }

    [Fact]
    public void Startup_reset_tamper_and_a_clock_that_was_set_are_told_with_their_time()
    {
        using var test = SecureStation.With(1);
        test.Hardware.Tamper("service door");
        test.Settle();
        var tamper = Assert.Single(test.Csms.All<SecurityEventNotificationRequest>());
        Assert.Equal(("TamperDetectionActivated", "service door", test.Time.GetUtcNow()), (tamper.Type, tamper.TechInfo, tamper.Timestamp.Instant));

        test.Csms.Heard.Clear();
        test.Csms.On<Ampwright.Ocpp.Messages.Core.BootNotificationRequest>(_ => new Ampwright.Ocpp.Messages.Core.BootNotificationResponse
        {
            Status = Ampwright.Ocpp.Messages.Core.RegistrationStatus.Accepted,
            CurrentTime = test.Time.GetUtcNow().AddHours(1),
            Interval = 300,
        });
        test.Restart(BootCause.HardReset);
        Assert.Equal(["ResetOrReboot", "StartupOfTheDevice", "SettingSystemTime"], test.Events());
    }

    [Fact]
    public void A_critical_event_survives_power_cuts_and_silence_and_is_told_once()
    {
        using var test = SecureStation.With(1);
        test.Csms.GoDown();
        test.Pass(1);
        test.Hardware.Tamper("service door");
        test.Settle();
        for (var seed = 0; seed < 5; seed++)
        {
            test.Die();
            test.Disk = test.Disk.AfterPowerCut(seed);
            test.PowerOn();
        }

        test.Csms.On<SecurityEventNotificationRequest>(_ => Fate.Silence);
        test.Csms.ComeBack();
        test.Pass(120);
        test.Csms.On<SecurityEventNotificationRequest>(_ => new CallErrorException(RpcErrorCode.InternalError, ""));
        test.Pass(60);
        test.Csms.Usual<SecurityEventNotificationRequest>();
        test.Csms.Heard.Clear();
        test.Pass(120);
        Assert.Equal(["TamperDetectionActivated", .. Enumerable.Repeat("StartupOfTheDevice", 5)], test.Events());
        test.Restart();
        Assert.Equal(7, test.Events().Count);
    }

    [Fact]
    public void A_CSMS_that_does_not_know_the_message_is_asked_once_in_a_connection()
    {
        using var test = SecureStation.With(1, prepare: one => one.Csms.On<SecurityEventNotificationRequest>(_ => new CallErrorException(RpcErrorCode.NotImplemented, "")));
        test.Hardware.Tamper("service door");
        test.Pass(600);
        Assert.Empty(test.Events());
        test.Csms.Usual<SecurityEventNotificationRequest>();
        test.Csms.Break();
        test.Pass(30);
        Assert.Equal(["StartupOfTheDevice", "TamperDetectionActivated"], test.Events());
    }

    [Fact]
    public void What_no_CSMS_should_send_is_told_once_a_minute()
    {
        using var test = SecureStation.With(1);
        var watch = test.Csms.LastDial!.Observer!;
        for (var time = 0; time < 50; time++)
        {
            watch.Ignored(IgnoredReason.Unreadable, "{[}");
            watch.Refused("7", "Reset", RpcErrorCode.FormationViolation, "no JSON");
            watch.Ignored(IgnoredReason.RepeatedAnswer, "41");
        }
        test.Settle();
        Assert.Equal(["InvalidMessages", "AttemptedReplayAttacks"], test.Events());
        test.Pass(61);
        watch.Ignored(IgnoredReason.Unreadable, "{[}");
        test.Settle();
        Assert.Equal(3, test.Events().Count);
    }

    [Fact]
    public void The_log_keeps_the_last_500_and_every_critical_event_that_was_not_told()
    {
        using var test = SecureStation.With(1);
        test.Csms.GoDown();
        for (var number = 0; number < 700; number++)
        {
            test.Hardware.Tamper($"door {number}");
            test.Settle();
        }
        Assert.Equal(700, test.Station.Core.Memory.State.Security.Log.Count);
        test.Restart();
        Assert.Equal(701, test.Station.Core.Memory.State.Security.Log.Count(entry => entry.Due));
        test.Csms.ComeBack();
        test.Pass(60);
        Assert.Equal(701, test.Events().Count);
        test.Hardware.Tamper("last door");
        test.Settle();
        Assert.Equal(500, test.Station.Core.Memory.State.Security.Log.Count);
    }

    private static List<string> Log(StationUnderTest test) => [.. test.Station.Core.Memory.State.Security.Log.Select(entry => entry.Type)];
}

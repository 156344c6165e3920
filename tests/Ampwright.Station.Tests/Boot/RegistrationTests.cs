using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Boot;

public sealed class RegistrationTests
{
    [Fact]
    public void Accepted_the_statuses_of_all_connectors_are_told_and_the_interval_becomes_the_heartbeats()
    {
        using var test = new StationUnderTest();
        Answer(test, RegistrationStatus.Accepted, 77);
        test.PowerOn();
        Assert.Equal(["BootNotification", "StatusNotification", "StatusNotification", "StatusNotification"], test.Csms.Actions);
        Assert.Equal([0, 1, 2], test.Csms.All<StatusNotificationRequest>().Select(told => told.ConnectorId));
        Assert.Equal("77", Value(test, "HeartbeatInterval"));
        test.Pass(76);
        Assert.Empty(test.Csms.All<HeartbeatRequest>());
        test.Pass(2);
        Assert.Single(test.Csms.All<HeartbeatRequest>());
    }

    [Fact]
    public void No_heartbeat_is_sent_while_other_messages_are()
    {
        using var test = StationUnderTest.Accepted(configuration: ("MeterValueSampleInterval", "60"));
        test.Charge();
        test.Pass(3600);
        Assert.Empty(test.Csms.All<HeartbeatRequest>());
    }

    [Fact]
    public void Rejected_nothing_is_sent_and_nothing_answered_until_the_interval_is_over()
    {
        using var test = new StationUnderTest();
        Answer(test, RegistrationStatus.Rejected, 600);
        test.PowerOn();
        test.Plug();
        test.Present(StationUnderTest.Card);
        test.Pass(599);
        Assert.Equal(["BootNotification"], test.Csms.Actions);
        Assert.True(test.Station.Calls.IsSilent);
        test.Csms.Usual<BootNotificationRequest>();
        test.Pass(2);
        Assert.Equal(2, test.Csms.All<BootNotificationRequest>().Count);
        Assert.Equal("Accepted", test.State.Registration);
    }

    [Fact]
    public void The_interval_of_Rejected_counts_on_through_a_reconnect()
    {
        using var test = new StationUnderTest();
        Answer(test, RegistrationStatus.Rejected, 600);
        test.PowerOn();
        test.Pass(300);
        test.Csms.Break();
        test.Pass(295);
        Assert.True(test.Csms.IsConnected);
        Assert.Single(test.Csms.All<BootNotificationRequest>());
        test.Pass(10);
        Assert.Equal(2, test.Csms.All<BootNotificationRequest>().Count);
    }

    [Fact]
    public void Pending_it_answers_and_sends_nothing_of_its_own()
    {
        using var test = new StationUnderTest();
        Answer(test, RegistrationStatus.Pending, 120);
        test.PowerOn();
        test.Plug();
        Assert.Equal("300", Value(test, "HeartbeatInterval"));
        test.Configure("HeartbeatInterval", "200");
        Assert.Equal(
            RemoteStartStopStatus.Rejected, test.Call(new RemoteStartTransactionRequest { IdTag = "REMOTE", ConnectorId = 1 }).Status.Value);
        test.Pass(119);
        Assert.Equal(["BootNotification"], test.Csms.Actions);
        test.Pass(2);
        Assert.Equal(["BootNotification", "BootNotification"], test.Csms.Actions);
    }

    [Fact]
    public void A_BootNotification_without_an_answer_or_with_an_error_is_sent_again()
    {
        using var test = new StationUnderTest();
        test.Csms.On<BootNotificationRequest>(_ => Fate.Silence);
        test.PowerOn();
        test.Pass(29 + 59);
        Assert.Single(test.Csms.Actions);
        test.Csms.On<BootNotificationRequest>(_ => new CallErrorException(RpcErrorCode.InternalError, ""));
        test.Pass(3);
        Assert.Equal(2, test.Csms.Actions.Count());
        test.Csms.Usual<BootNotificationRequest>();
        test.Pass(61);
        Assert.Equal("Accepted", test.State.Registration);
    }

    [Theory]
    [InlineData(RegistrationStatus.Pending)]
    [InlineData(RegistrationStatus.Rejected)]
    [InlineData(RegistrationStatus.Accepted)]
    public void Intervals_beyond_all_reason_do_no_harm(RegistrationStatus status)
    {
        foreach (var interval in (int[])[int.MaxValue, int.MinValue, 0])
        {
            using var test = new StationUnderTest();
            Answer(test, status, interval);
            test.PowerOn();
            test.Pass(100);
            Assert.Equal(status.ToString(), test.State.Registration);
            Assert.Equal(interval == int.MaxValue || status == RegistrationStatus.Accepted ? 1 : 2, test.Csms.All<BootNotificationRequest>().Count);
        }
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void A_time_that_cannot_be_does_not_set_the_clock(string told)
    {
        using var test = new StationUnderTest();
        test.Csms.On<BootNotificationRequest>(_ => new BootNotificationResponse
        {
            Status = RegistrationStatus.Accepted,
            CurrentTime = DateTimeOffset.Parse(told),
            Interval = 300,
        });
        test.PowerOn();
        test.Charge();
        Assert.Equal(test.Time.GetUtcNow().Date, Assert.Single(test.Csms.All<StartTransactionRequest>()).Timestamp.Instant.Date);
    }

    [Fact]
    public void The_clock_follows_the_CSMS()
    {
        using var test = new StationUnderTest();
        test.Csms.On<BootNotificationRequest>(_ => new BootNotificationResponse
        {
            Status = RegistrationStatus.Accepted,
            CurrentTime = test.Time.GetUtcNow().AddHours(5),
            Interval = 300,
        });
        test.PowerOn();
        var before = test.Time.GetUtcNow();
        test.Charge();
        Assert.Equal(5, (Assert.Single(test.Csms.All<StartTransactionRequest>()).Timestamp.Instant - before).TotalHours, 0.01);
    }

    private static string? Value(StationUnderTest test, string key) =>
        Assert.Single(test.Call(new GetConfigurationRequest { Key = [key] }).ConfigurationKey!).Value;

    private static void Answer(StationUnderTest test, RegistrationStatus status, int interval) =>
        test.Csms.On<BootNotificationRequest>(_ => new BootNotificationResponse { Status = status, CurrentTime = test.Time.GetUtcNow(), Interval = interval });
}

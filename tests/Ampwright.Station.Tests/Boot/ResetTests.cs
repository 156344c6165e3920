using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Boot;

public sealed class ResetTests
{
    [Theory]
    [InlineData(ResetType.Soft, ResetKind.Soft, Reason.SoftReset, BootCause.SoftReset)]
    [InlineData(ResetType.Hard, ResetKind.Hard, Reason.HardReset, BootCause.HardReset)]
    public void A_reset_is_answered_then_stops_what_runs_says_goodbye_and_begins_anew(
        ResetType type, ResetKind kind, Reason reason, BootCause cause)
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        var heard = test.Csms.Heard.Count;
        Assert.Equal(ResetStatus.Accepted, test.Call(new ResetRequest { Type = type }).Status.Value);
        Assert.Equal(heard, test.AnswersWhenHeard[^1]);
        test.Pass(5);
        Assert.Equal(reason, Assert.Single(test.Csms.All<StopTransactionRequest>()).Reason!.Value.Value);
        Assert.Equal([kind], test.Resets);
        Assert.Equal("reset", test.Csms.Goodbye);
        test.Pass(120);
        Assert.False(test.Csms.IsConnected); // It stays away until the next life.

        test.Csms.Heard.Clear();
        test.Restart(cause);
        test.Pass(10);
        Assert.Equal("BootNotification", test.Csms.Actions.First());
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void A_StopTransaction_that_could_not_leave_before_the_reset_leaves_after_it()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        test.Csms.On<StopTransactionRequest>(_ => Fate.Silence);
        test.Call(new ResetRequest { Type = ResetType.Soft });
        test.Pass(59);
        Assert.Empty(test.Resets);
        test.Pass(10);
        Assert.Single(test.Resets);
        test.Csms.Usual<StopTransactionRequest>();
        test.Csms.Heard.Clear();
        test.Restart(BootCause.SoftReset);
        test.Pass(10);
        Assert.Equal(Reason.SoftReset, Assert.Single(test.Csms.All<StopTransactionRequest>()).Reason!.Value.Value);
    }

    [Fact]
    public void A_second_reset_and_a_remote_start_are_rejected_while_one_is_under_way()
    {
        using var test = StationUnderTest.Accepted();
        test.Charge();
        test.Csms.On<StopTransactionRequest>(_ => Fate.Silence);
        test.Call(new ResetRequest { Type = ResetType.Soft });
        Assert.Equal(ResetStatus.Rejected, test.Call(new ResetRequest { Type = ResetType.Hard }).Status.Value);
        Assert.Equal(
            RemoteStartStopStatus.Rejected, test.Call(new RemoteStartTransactionRequest { IdTag = "REMOTE", ConnectorId = 2 }).Status.Value);
    }

    [Fact]
    public void A_reset_the_hardware_refuses_is_tried_again_ResetRetries_times()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ResetRetries", "2"));
        test.Hardware.RefuseResets(2);
        test.Call(new ResetRequest { Type = ResetType.Soft });
        test.Pass(9);
        Assert.Empty(test.Resets);
        test.Pass(2);
        Assert.Equal([ResetKind.Soft], test.Resets);
    }

    [Fact]
    public void A_reset_that_is_given_up_is_told_as_ResetFailure_and_the_station_goes_on()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ResetRetries", "2"));
        test.Hardware.RefuseResets(3);
        test.Charge();
        test.Csms.Heard.Clear();
        test.Call(new ResetRequest { Type = ResetType.Soft });
        test.Pass(16);
        Assert.Empty(test.Resets);

        var told = Assert.Single(test.Csms.All<StatusNotificationRequest>(), one => one.ConnectorId == 0);
        Assert.Equal((ChargePointStatus.Available, ChargePointErrorCode.ResetFailure), (told.Status.Value, told.ErrorCode.Value));
        Assert.Empty(test.Csms.All<BootNotificationRequest>());
        test.Unplug();
        test.Charge();
        Assert.Single(test.Csms.All<StartTransactionRequest>());

        // The end of this life is not the reset's doing any more.
        test.Restart();
        test.Pass(10);
        Assert.Equal(
            [Reason.SoftReset, Reason.PowerLoss], test.Csms.All<StopTransactionRequest>().Select(stop => stop.Reason!.Value.Value));
    }

    [Fact]
    public void After_a_reset_that_was_given_up_the_next_one_is_carried_out()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ResetRetries", "0"));
        test.Hardware.RefuseResets(1);
        test.Call(new ResetRequest { Type = ResetType.Soft });
        test.Pass(1);
        test.Charge();
        test.Csms.On<StopTransactionRequest>(_ => Fate.Silence);
        Assert.Equal(ResetStatus.Accepted, test.Call(new ResetRequest { Type = ResetType.Hard }).Status.Value);
        test.Pass(5);
        Assert.Empty(test.Resets); // The stop is still being waited for.
        test.Pass(10);
        Assert.Equal([ResetKind.Hard], test.Resets);
    }
}

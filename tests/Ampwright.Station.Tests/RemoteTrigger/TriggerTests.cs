using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.RemoteTrigger;

public sealed class TriggerTests
{
    [Fact]
    public void The_message_asked_for_follows_the_answer()
    {
        using var test = StationUnderTest.Accepted();
        foreach (var message in (MessageTrigger[])[MessageTrigger.Heartbeat, MessageTrigger.MeterValues, MessageTrigger.StatusNotification])
        {
            test.Csms.Heard.Clear();
            Assert.Equal(TriggerMessageStatus.Accepted, Trigger(test, message, 1));
            Assert.Equal(0, test.AnswersWhenHeard[^1]);
            Assert.Equal([message.ToString()], test.Csms.Actions);
        }
    }

    [Fact]
    public void Without_a_connector_all_are_told_and_status_also_of_the_station()
    {
        using var test = StationUnderTest.Accepted();
        Trigger(test, MessageTrigger.StatusNotification);
        Assert.Equal([0, 1, 2], test.Csms.All<StatusNotificationRequest>().Select(told => told.ConnectorId).Order());
        Trigger(test, MessageTrigger.MeterValues);
        Assert.Equal([1, 2], test.Csms.All<MeterValuesRequest>().Select(told => told.ConnectorId).Order());
        test.Csms.Heard.Clear();
        Trigger(test, MessageTrigger.StatusNotification, 0);
        Assert.Equal(0, Assert.Single(test.Csms.All<StatusNotificationRequest>()).ConnectorId);
    }

    [Theory]
    [InlineData(MessageTrigger.MeterValues, 3)]
    [InlineData(MessageTrigger.MeterValues, 0)]
    [InlineData(MessageTrigger.StatusNotification, 3)]
    public void A_connector_that_is_not_there_is_Rejected(MessageTrigger message, int connector)
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(TriggerMessageStatus.Rejected, Trigger(test, message, connector));
        Assert.Empty(test.Csms.Heard);
    }

    [Fact]
    public void Where_no_connector_is_meant_it_does_not_matter_and_an_unknown_message_is_NotImplemented()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(TriggerMessageStatus.Accepted, Trigger(test, MessageTrigger.Heartbeat, 99));
        var unknown = new TriggerMessageRequest { RequestedMessage = OcppEnum<MessageTrigger>.Parse("StartTransaction") };
        Assert.Equal(TriggerMessageStatus.NotImplemented, test.Call(unknown).Status.Value);
        Assert.Equal(["Heartbeat"], test.Csms.Actions);
    }

    [Fact]
    public void Meter_values_asked_for_during_a_transaction_are_its_own_with_context_Trigger()
    {
        using var test = StationUnderTest.Accepted(configuration: ("MeterValuesSampledData", "Voltage"));
        test.Charge();
        Trigger(test, MessageTrigger.MeterValues, 1);
        var values = Assert.Single(test.Csms.All<MeterValuesRequest>());
        Assert.Equal((1, 1001), (values.ConnectorId, values.TransactionId));
        Assert.All(values.MeterValue[0].SampledValue, one => Assert.Equal((ReadingContext.Trigger, Measurand.Voltage), (one.Context!.Value.Value, one.Measurand!.Value.Value)));

        test.Configure("MeterValuesSampledData", "");
        Trigger(test, MessageTrigger.MeterValues, 1);
        var register = Assert.Single(test.Csms.All<MeterValuesRequest>()[^1].MeterValue[0].SampledValue);
        Assert.Equal(Measurand.EnergyActiveImportRegister, register.Measurand!.Value.Value);
    }

    [Fact]
    public void A_status_asked_for_is_told_at_once_whatever_MinimumStatusDuration_says()
    {
        using var test = StationUnderTest.Accepted(configuration: ("MinimumStatusDuration", "30"));
        test.Plug();
        Assert.Empty(test.Told(1));
        Trigger(test, MessageTrigger.StatusNotification, 1);
        Assert.Equal(["Preparing"], test.Told(1));
        test.Pass(60);
        Assert.Equal(["Preparing"], test.Told(1).Distinct());
    }

    [Theory]
    [InlineData(false, TriggerMessageStatus.Rejected)]
    [InlineData(true, TriggerMessageStatus.Accepted)]
    public void BootNotification_once_accepted_is_asked_for_in_vain_unless_the_station_is_set_to_obey(bool obeys, TriggerMessageStatus status)
    {
        using var test = new StationUnderTest(options: options => options with { BootNotificationOnTrigger = obeys });
        test.PowerOn();
        test.Csms.Heard.Clear();
        Assert.Equal(status, Trigger(test, MessageTrigger.BootNotification));
        Assert.Equal(obeys ? 1 : 0, test.Csms.All<BootNotificationRequest>().Count);
    }

    [Fact]
    public void While_Pending_what_is_asked_for_is_sent_and_BootNotification_before_its_interval()
    {
        using var test = new StationUnderTest();
        test.Csms.On<BootNotificationRequest>(_ => new BootNotificationResponse
        {
            Status = RegistrationStatus.Pending,
            CurrentTime = test.Time.GetUtcNow(),
            Interval = 600,
        });
        test.PowerOn();
        test.Csms.Heard.Clear();
        Trigger(test, MessageTrigger.StatusNotification, 1);
        Trigger(test, MessageTrigger.Heartbeat);
        Assert.Equal(["StatusNotification", "Heartbeat"], test.Csms.Actions);

        test.Csms.Usual<BootNotificationRequest>();
        Trigger(test, MessageTrigger.BootNotification);
        Assert.Equal("Accepted", test.State.Registration);
        test.Csms.Heard.Clear();
        test.Pass(700);
        Assert.Empty(test.Csms.All<BootNotificationRequest>());
    }

    private static TriggerMessageStatus Trigger(StationUnderTest test, MessageTrigger message, int? connector = null) =>
        test.Call(new TriggerMessageRequest { RequestedMessage = message, ConnectorId = connector }).Status.Value;
}

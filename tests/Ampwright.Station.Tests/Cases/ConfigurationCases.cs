using Ampwright.Ocpp;
using Ampwright.Ocpp.Configuration;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The station's cases of Core about configuration, meter values and vendor data, and those of RemoteTrigger.</summary>
public sealed class ConfigurationCases
{
    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_019_CS_the_configuration_is_told_whole_and_in_parts(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        var profiles = test.Call(new GetConfigurationRequest { Key = ["SupportedFeatureProfiles"] });
        Assert.Equal("SupportedFeatureProfiles", Assert.Single(profiles.ConfigurationKey!).Key);
        Assert.Empty(profiles.UnknownKey ?? []);

        var all = test.Call(new GetConfigurationRequest { Key = [] }).ConfigurationKey!;
        var declared = all.Single(one => one.Key == "SupportedFeatureProfiles").Value!.Split(',');
        foreach (var key in ConfigurationKeys.All.Where(key => key.Required && IsOf(key.Profile, declared)))
        {
            var told = Assert.Single(all, one => one.Key == key.Name);
            if (key.Access != ConfigurationAccess.ReadOnlyOrReadWrite) Assert.Equal(key.Access == ConfigurationAccess.ReadOnly, told.Readonly);
        }

        var most = int.Parse(Assert.Single(test.Call(new GetConfigurationRequest { Key = ["GetConfigurationMaxKeys"] }).ConfigurationKey!).Value!);
        var some = all.Select(one => one.Key).Take(most).ToList();
        var again = test.Call(new GetConfigurationRequest { Key = some });
        Assert.Equal(some, again.ConfigurationKey!.Select(one => one.Key));
        Assert.Empty(again.UnknownKey ?? []);
    }

    [Fact]
    public void TC_021_CS_a_value_is_changed_and_told_again()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Assert.Equal(ConfigurationStatus.Accepted, Change(test, "MeterValueSampleInterval", "15"));
        Assert.Equal("15", Assert.Single(test.Call(new GetConfigurationRequest { Key = ["MeterValueSampleInterval"] }).ConfigurationKey!).Value);
    }

    [Fact]
    public void TC_040_1_CS_TC_040_2_CS_an_unknown_key_is_NotSupported_and_an_invalid_value_Rejected()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Assert.Equal(ConfigurationStatus.NotSupported, Change(test, "Testing", "true"));
        Assert.Equal(ConfigurationStatus.Rejected, Change(test, "MeterValueSampleInterval", "-1"));
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_070_CS_values_are_sampled_at_the_interval(string preset)
    {
        using var test = StationUnderTest.Accepted(preset, configuration: [("MeterValueSampleInterval", "20"), ("ClockAlignedDataInterval", "0")]);
        States.Charging(test);
        test.Pass(55);
        AssertValues(test, "MeterValuesSampledData", ReadingContext.SamplePeriodic, 20);
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_071_CS_values_are_aligned_with_the_clock(string preset)
    {
        using var test = StationUnderTest.Accepted(preset, configuration: [("MeterValueSampleInterval", "0"), ("ClockAlignedDataInterval", "20")]);
        States.Charging(test);
        test.Pass(61);
        foreach (var at in AssertValues(test, "MeterValuesAlignedData", ReadingContext.SampleClock, 20)) Assert.Equal(0, at.Second % 20);
    }

    [Fact]
    public void TC_062_CS_data_of_an_unknown_vendor_is_not_taken()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Assert.Equal(DataTransferStatus.UnknownVendorId, test.Call(new DataTransferRequest { VendorId = "org.example.unknown" }).Status.Value);
    }

    [Fact]
    public void TC_054_CS_what_is_asked_for_is_sent()
    {
        using var test = StationUnderTest.Accepted();
        foreach (var message in (MessageTrigger[])[MessageTrigger.MeterValues, MessageTrigger.Heartbeat, MessageTrigger.StatusNotification])
        {
            test.Csms.Heard.Clear();
            Assert.Equal(TriggerMessageStatus.Accepted, Trigger(test, message, message == MessageTrigger.Heartbeat ? null : 1));
            Assert.Equal([message.ToString()], test.Csms.Actions);
        }

        foreach (var message in (MessageTrigger[])[MessageTrigger.DiagnosticsStatusNotification, MessageTrigger.FirmwareStatusNotification])
            Assert.Equal(TriggerMessageStatus.Accepted, Trigger(test, message, null));
        Assert.Equal(DiagnosticsStatus.Idle, Assert.Single(test.Csms.All<DiagnosticsStatusNotificationRequest>()).Status.Value);
        Assert.Equal(FirmwareStatus.Idle, Assert.Single(test.Csms.All<FirmwareStatusNotificationRequest>()).Status.Value);
    }

    [Fact]
    public void TC_055_CS_meter_values_of_an_unknown_connector_are_Rejected()
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(TriggerMessageStatus.Rejected, Trigger(test, MessageTrigger.MeterValues, 3));
        Assert.Empty(test.Csms.Heard);
    }

    private static List<DateTimeOffset> AssertValues(StationUnderTest test, string key, ReadingContext context, int interval)
    {
        var configured = Assert.Single(test.Call(new GetConfigurationRequest { Key = [key] }).ConfigurationKey!).Value!.Split(',');
        var values = test.Csms.All<MeterValuesRequest>().Where(one => one.ConnectorId == 1 && one.TransactionId is not null).Select(one => one.MeterValue[0]).ToList();
        Assert.True(values.Count >= 3, $"{values.Count} values");
        Assert.All(values, one => Assert.All(one.SampledValue, sample => Assert.Equal(context, sample.Context!.Value.Value)));
        Assert.All(values, one => Assert.Equal(configured.Order(), one.SampledValue.Select(sample => sample.Measurand!.Value.Text).Distinct().Order()));
        Assert.All(values.Zip(values.Skip(1)), pair => Assert.Equal(
            interval, (pair.Second.Timestamp.Instant - pair.First.Timestamp.Instant).TotalSeconds, 0.1));
        return [.. values.Select(one => one.Timestamp.Instant)];
    }

    private static bool IsOf(FeatureProfile profile, string[] declared) =>
        profile != FeatureProfile.Security && declared.Any(name => name.StartsWith(profile.ToString(), StringComparison.Ordinal));

    private static ConfigurationStatus Change(StationUnderTest test, string key, string value) =>
        test.Call(new ChangeConfigurationRequest { Key = key, Value = value }).Status.Value;

    private static TriggerMessageStatus Trigger(StationUnderTest test, MessageTrigger message, int? connector) =>
        test.Call(new TriggerMessageRequest { RequestedMessage = message, ConnectorId = connector }).Status.Value;
}

using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The station's cases of Core about booting, resets and power.</summary>
public sealed class BootCases
{
    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void TC_001_CS_a_rejected_station_comes_back_after_the_interval_and_then_beats(string preset)
    {
        using var test = new StationUnderTest(preset);
        Refusing(test, RegistrationStatus.Rejected, 30);
        test.PowerOn();
        test.Pass(29);
        Assert.Equal(["BootNotification"], test.Csms.Actions);
        test.Pass(2);
        AssertAvailable(test);
        test.Pass(200);
        AssertBeats(test, 60);
    }

    [Fact]
    public void TC_002_CS_a_pending_station_serves_configuration_and_asks_again_after_the_interval()
    {
        using var test = new StationUnderTest("ampevo");
        Refusing(test, RegistrationStatus.Pending, 30);
        test.PowerOn();
        Assert.NotEmpty(test.Call(new GetConfigurationRequest()).ConfigurationKey!);
        test.Configure("MeterValueSampleInterval", "30");
        test.Pass(28);
        Assert.Equal(["BootNotification"], test.Csms.Actions);
        test.Pass(3);
        AssertAvailable(test);
        test.Pass(200);
        AssertBeats(test, 60);
    }

    [Theory]
    [InlineData(ResetType.Hard, BootCause.HardReset)]
    [InlineData(ResetType.Soft, BootCause.SoftReset)]
    public void TC_013_CS_TC_014_CS_availability_outlives_a_reset(ResetType type, BootCause cause)
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Change(test, 1, AvailabilityType.Inoperative);
        Assert.Equal(["Unavailable"], test.Told(1));
        Reset(test, type, cause);
        Assert.Equal(["BootNotification"], test.Csms.Actions.Take(1));
        Assert.Equal(["Available", "Unavailable", "Available"], ((int[])[0, 1, 2]).Select(connector => Assert.Single(test.Told(connector))));
        Change(test, 1, AvailabilityType.Operative);
        Assert.Equal("Available", test.Told(1)[^1]);
    }

    [Theory]
    [InlineData("ampevo", ResetType.Hard, BootCause.HardReset, "HardReset")]
    [InlineData("ampevo", ResetType.Soft, BootCause.SoftReset, "SoftReset")]
    [InlineData("tethered", ResetType.Hard, BootCause.HardReset, "HardReset")]
    [InlineData("tethered", ResetType.Soft, BootCause.SoftReset, "SoftReset")]
    public void TC_015_CS_TC_016_CS_a_reset_ends_the_transaction_with_its_reason(string preset, ResetType type, BootCause cause, string reason)
    {
        using var test = StationUnderTest.Accepted(preset);
        States.Charging(test);
        Assert.Equal(ResetStatus.Accepted, test.Call(new ResetRequest { Type = type }).Status.Value);
        test.Pass(5);
        Assert.Equal(reason, States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Equal("Finishing", test.Told(1)[^1]);
        test.Csms.Heard.Clear();
        test.Restart(cause);
        test.Pass(5);
        Assert.Contains(test.Told(1)[^1], (string[])["Finishing", "Preparing"]);
        Assert.All(preset == "tethered" ? [0] : (int[])[0, 2], connector => Assert.Equal("Available", Assert.Single(test.Told(connector))));
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
    }

    [Theory]
    [InlineData("tethered")]
    [InlineData("full")]
    public void TC_032_1_CS_with_back_up_power_the_transaction_ends_before_going_down(string preset)
    {
        using var test = StationUnderTest.Accepted(preset);
        States.Charging(test);
        test.Hardware.FailMains(TimeSpan.FromSeconds(5));
        test.Pass(4);
        Assert.Equal("PowerLoss", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Equal("Finishing", test.Told(1)[^1]);
        test.Pass(2);
        Assert.False(test.Hardware.Powered);
        test.Csms.Heard.Clear();
        test.Restart();
        Assert.Equal("BootNotification", test.Csms.Actions.First());
        Assert.Contains(test.Told(1)[^1], (string[])["Finishing", "Preparing"]);
        Assert.All(test.State.Connectors.Skip(1), other => Assert.Equal("Available", other.Status));
        Assert.Empty(test.Csms.All<StopTransactionRequest>());
    }

    [Fact]
    public void TC_032_2_CS_without_back_up_power_the_transaction_is_told_to_be_over_once_the_station_is_back()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        States.Charging(test);
        test.Hardware.CutPower();
        test.Csms.Heard.Clear();
        test.Restart();
        test.Pass(5);
        Assert.Equal("PowerLoss", States.ReasonOf(Assert.Single(test.Csms.All<StopTransactionRequest>())));
        Assert.Contains(test.Told(1)[^1], (string[])["Finishing", "Preparing"]);
        Assert.Equal(["Available", "Available"], ((int[])[0, 2]).Select(connector => Assert.Single(test.Told(connector))));
    }

    [Fact]
    public void TC_034_CS_an_unavailable_station_is_unavailable_after_a_power_cut()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        Change(test, 0, AvailabilityType.Inoperative);
        Assert.All((int[])[0, 1, 2], connector => Assert.Equal(["Unavailable"], test.Told(connector)));
        test.Hardware.CutPower();
        test.Csms.Heard.Clear();
        test.Restart();
        Assert.All((int[])[0, 1, 2], connector => Assert.Equal(["Unavailable"], test.Told(connector)));
    }

    private static void Refusing(StationUnderTest test, RegistrationStatus first, int interval)
    {
        var asked = 0;
        test.Csms.On<BootNotificationRequest>(_ => new BootNotificationResponse
        {
            Status = asked++ == 0 ? first : RegistrationStatus.Accepted,
            CurrentTime = test.Time.GetUtcNow(),
            Interval = asked == 1 ? interval : 60,
        });
    }

    private static void AssertAvailable(StationUnderTest test)
    {
        Assert.Equal(2, test.Csms.All<BootNotificationRequest>().Count);
        for (var connector = 0; connector <= test.State.Connectors.Count; connector++) Assert.Equal(["Available"], test.Told(connector));
    }

    private static void AssertBeats(StationUnderTest test, int interval)
    {
        var beats = test.Csms.Heard.Where(heard => heard.Action == "Heartbeat").Select(heard => heard.At).ToList();
        Assert.True(beats.Count >= 2, $"{beats.Count} heartbeats");
        Assert.All(beats.Zip(beats.Skip(1)), pair => Assert.Equal(interval, (pair.Second - pair.First).TotalSeconds, 1.0));
    }

    private static void Change(StationUnderTest test, int connector, AvailabilityType type) => Assert.Equal(
        AvailabilityStatus.Accepted, test.Call(new ChangeAvailabilityRequest { ConnectorId = connector, Type = type }).Status.Value);

    private static void Reset(StationUnderTest test, ResetType type, BootCause cause)
    {
        Assert.Equal(ResetStatus.Accepted, test.Call(new ResetRequest { Type = type }).Status.Value);
        test.Pass(5);
        test.Csms.Heard.Clear();
        test.Restart(cause);
        test.Pass(5);
    }
}

using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Metering;

public sealed class MeteringTests
{
    [Fact]
    public void Samples_come_at_each_interval_from_the_start_without_drift()
    {
        using var test = Charging(("MeterValueSampleInterval", "30"));
        test.Pass(3600);
        var start = Assert.Single(test.Csms.All<StartTransactionRequest>()).Timestamp.Instant;
        var samples = test.Csms.All<MeterValuesRequest>();
        Assert.InRange(samples.Count, 119, 121);
        for (var index = 0; index < samples.Count; index++)
            Assert.Equal(30.0 * (index + 1), (At(samples[index]) - start).TotalSeconds, 0.001);
        Assert.All(samples, sample => Assert.Equal((1, 1001), (sample.ConnectorId, sample.TransactionId)));
        Assert.All(samples, sample => Assert.All(sample.MeterValue[0].SampledValue, one => Assert.Equal(ReadingContext.SamplePeriodic, one.Context!.Value.Value)));
        var registers = samples.Select(Register).ToList();
        Assert.Equal(registers.Order(), registers);
        Assert.True(registers[^1] > 10_000);
    }

    [Fact]
    public void All_phases_are_told_of_what_has_phases()
    {
        using var test = Charging(("MeterValuesSampledData", "Voltage,Current.Import.L2,Energy.Active.Import.Register"));
        test.Pass(31);
        var values = test.Csms.All<MeterValuesRequest>()[0].MeterValue[0].SampledValue;
        Assert.Equal(
            ["Voltage L1-N V", "Voltage L2-N V", "Voltage L3-N V", "Current.Import L2 A", "Energy.Active.Import.Register  Wh"],
            values.Select(one => $"{one.Measurand!.Value.Text} {one.Phase?.Text} {one.Unit?.Text}"));
    }

    [Fact]
    public void A_new_interval_counts_from_its_change_and_0_ends_sampling()
    {
        using var test = Charging(("MeterValueSampleInterval", "30"));
        test.Configure("MeterValueSampleInterval", "7");
        test.Csms.Heard.Clear();
        test.Pass(22);
        Assert.Equal(3, test.Csms.All<MeterValuesRequest>().Count);
        test.Configure("MeterValueSampleInterval", "0");
        test.Pass(100);
        Assert.Equal(3, test.Csms.All<MeterValuesRequest>().Count);
    }

    [Fact]
    public void Aligned_values_come_on_the_clocks_boundaries_of_all_connectors()
    {
        using var test = Charging(("ClockAlignedDataInterval", "900"), ("MeterValueSampleInterval", "0"));
        test.Pass(3600);
        var values = test.Csms.All<MeterValuesRequest>();
        Assert.Equal(8, values.Count);
        Assert.All(values, value => Assert.Equal(0, At(value).ToUnixTimeSeconds() % 900));
        Assert.All(values, value => Assert.Equal(ReadingContext.SampleClock, value.MeterValue[0].SampledValue[0].Context!.Value.Value));
        Assert.Equal([1001, null], values.OrderBy(value => value.ConnectorId).Select(value => value.TransactionId).Distinct());
    }

    [Fact]
    public void Aligned_values_start_anew_at_midnight()
    {
        using var test = StationUnderTest.Accepted(configuration: ("ClockAlignedDataInterval", "50000"));
        test.Pass(86_400);
        Assert.Equal(
            ["13:53:20", "00:00:00"],
            test.Csms.All<MeterValuesRequest>().Where(value => value.ConnectorId == 1).Select(value => $"{At(value):HH:mm:ss}"));
    }

    [Fact]
    public void The_stop_carries_the_values_of_the_beginning_the_middle_and_the_end()
    {
        using var test = Charging(("StopTxnSampledData", "Energy.Active.Import.Register"), ("MeterValueSampleInterval", "60"));
        test.Pass(600);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        var stop = Assert.Single(test.Csms.All<StopTransactionRequest>());
        var contexts = stop.TransactionData!.Select(value => value.SampledValue[0].Context!.Value.Text).ToList();
        Assert.Equal(["Transaction.Begin", .. Enumerable.Repeat("Sample.Periodic", contexts.Count - 2), "Transaction.End"], contexts);
        Assert.InRange(contexts.Count, 12, 13);
        Assert.Equal(stop.MeterStop.ToString(), stop.TransactionData![^1].SampledValue[0].Value);
    }

    [Fact]
    public void A_long_session_keeps_the_beginning_and_the_end_and_at_most_a_hundred_values()
    {
        using var test = Charging(("StopTxnSampledData", "Energy.Active.Import.Register"), ("MeterValueSampleInterval", "10"), ("MeterValuesSampledData", ""));
        test.Pass(7200);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        var data = Assert.Single(test.Csms.All<StopTransactionRequest>()).TransactionData!;
        Assert.InRange(data.Count, 50, 100);
        Assert.Equal("Transaction.Begin", data[0].SampledValue[0].Context!.Value.Text);
        Assert.Equal("Transaction.End", data[^1].SampledValue[0].Context!.Value.Text);
        Assert.Equal(data.Select(value => value.Timestamp.Instant).Order(), data.Select(value => value.Timestamp.Instant));
    }

    [Fact]
    public void With_both_keys_empty_the_stop_carries_no_values()
    {
        using var test = Charging(("StopTxnSampledData", ""), ("StopTxnAlignedData", ""));
        test.Pass(100);
        test.Present(StationUnderTest.Card);
        test.Pass(5);
        Assert.Null(Assert.Single(test.Csms.All<StopTransactionRequest>()).TransactionData);
    }

    private static StationUnderTest Charging(params (string, string)[] configuration)
    {
        var test = StationUnderTest.Accepted(configuration: configuration);
        test.Charge();
        return test;
    }

    private static DateTimeOffset At(MeterValuesRequest values) => Assert.Single(values.MeterValue).Timestamp.Instant;

    private static long Register(MeterValuesRequest values) => long.Parse(
        values.MeterValue[0].SampledValue.Single(one => one.Measurand!.Value.Text == "Energy.Active.Import.Register").Value);
}

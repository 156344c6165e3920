using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Configuration;

public sealed class ConfigurationTests
{
    [Fact]
    public void Without_a_key_all_are_shown_and_the_password_never()
    {
        using var test = StationUnderTest.Accepted();
        var all = test.Call(new GetConfigurationRequest()).ConfigurationKey!;
        Assert.Contains(all, one => one is { Key: "NumberOfConnectors", Value: "2", Readonly: true });
        Assert.Contains(all, one => one is { Key: "AuthorizationKey", Value: null });
        Assert.True(all.Count > 30);
    }

    [Fact]
    public void Keys_are_found_in_any_case_and_unknown_ones_listed()
    {
        using var test = StationUnderTest.Accepted();
        var answer = test.Call(new GetConfigurationRequest { Key = ["heartbeatinterval", "Nonsense"] });
        Assert.Equal(("HeartbeatInterval", "300"), Assert.Single(answer.ConfigurationKey!) is var one ? (one.Key, one.Value) : default);
        Assert.Equal(["Nonsense"], answer.UnknownKey!);
    }

    [Fact]
    public void As_many_keys_as_GetConfigurationMaxKeys_are_answered_and_more_are_refused_with_the_reason()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        var keys = Enumerable.Repeat("HeartbeatInterval", 25).ToList();
        Assert.Equal(25, test.Call(new GetConfigurationRequest { Key = keys }).ConfigurationKey!.Count);
        var refused = Assert.Throws<CallRefusedException>(() => test.Call(new GetConfigurationRequest { Key = [.. keys, "ResetRetries"] }));
        Assert.Equal(RpcErrorCode.OccurenceConstraintViolation, refused.Code);
        Assert.Contains("at most 25", refused.Message);
    }

    [Theory]
    [InlineData("HeartbeatInterval", "600", ConfigurationStatus.Accepted)]
    [InlineData("heartbeatINTERVAL", " 600 ", ConfigurationStatus.Accepted)]
    [InlineData("HeartbeatInterval", "-1", ConfigurationStatus.Rejected)]
    [InlineData("HeartbeatInterval", "often", ConfigurationStatus.Rejected)]
    [InlineData("HeartbeatInterval", "99999999999", ConfigurationStatus.Rejected)]
    [InlineData("LocalPreAuthorize", "TRUE", ConfigurationStatus.Accepted)]
    [InlineData("LocalPreAuthorize", "1", ConfigurationStatus.Rejected)]
    [InlineData("NumberOfConnectors", "3", ConfigurationStatus.Rejected)]
    [InlineData("Nonsense", "1", ConfigurationStatus.NotSupported)]
    [InlineData("MeterValuesSampledData", "Voltage, Power.Active.Import", ConfigurationStatus.Accepted)]
    [InlineData("MeterValuesSampledData", "", ConfigurationStatus.Accepted)]
    [InlineData("MeterValuesSampledData", "Voltage,SoC", ConfigurationStatus.Rejected)]
    [InlineData("AuthorizationKey", "0123456789ABCDEF0123456789ABCDEF", ConfigurationStatus.Accepted)]
    [InlineData("AuthorizationKey", "short", ConfigurationStatus.Rejected)]
    public void A_change_is_answered_by_what_it_asks(string key, string value, ConfigurationStatus status)
    {
        using var test = StationUnderTest.Accepted();
        Assert.Equal(status, test.Call(new ChangeConfigurationRequest { Key = key, Value = value }).Status.Value);
    }

    [Fact]
    public void A_rejected_list_changes_nothing()
    {
        using var test = StationUnderTest.Accepted();
        var before = Value(test, "MeterValuesSampledData");
        test.Call(new ChangeConfigurationRequest { Key = "MeterValuesSampledData", Value = "Voltage,SoC" });
        Assert.Equal(before, Value(test, "MeterValuesSampledData"));
    }

    [Fact]
    public void A_change_survives_a_power_cut_right_after_its_answer()
    {
        using var test = StationUnderTest.Accepted();
        test.Configure("ConnectionTimeOut", "33");
        test.Die();
        test.Disk = test.Disk.AfterPowerCut(seed: 3);
        test.PowerOn();
        Assert.Equal("33", Value(test, "ConnectionTimeOut"));
    }

    [Fact]
    public void A_new_password_is_used_for_a_new_connection_at_once()
    {
        using var test = StationUnderTest.Accepted();
        test.Configure("AuthorizationKey", "00112233445566778899AABBCCDDEEFF");
        Assert.Equal(2, test.Csms.Dials);
        Assert.Equal(Convert.FromHexString("00112233445566778899AABBCCDDEEFF"), test.Csms.LastDial!.Password!.Value.ToArray());
        Assert.True(test.Csms.IsConnected);
    }

    [Fact]
    public void Actions_of_other_profiles_are_NotSupported_and_another_vendors_data_is_unknown()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        var refused = Assert.Throws<CallErrorException>(() => test.Call(new Ampwright.Ocpp.Messages.LocalAuthList.GetLocalListVersionRequest()));
        Assert.Equal(RpcErrorCode.NotSupported, refused.Code);
        Assert.Equal(DataTransferStatus.UnknownVendorId, test.Call(new DataTransferRequest { VendorId = "com.example" }).Status.Value);
    }

    private static string? Value(StationUnderTest test, string key) =>
        Assert.Single(test.Call(new GetConfigurationRequest { Key = [key] }).ConfigurationKey!).Value;
}

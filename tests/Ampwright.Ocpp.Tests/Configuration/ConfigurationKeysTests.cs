using Ampwright.Ocpp.Configuration;

namespace Ampwright.Ocpp.Tests.Configuration;

public sealed class ConfigurationKeysTests
{
    [Fact]
    public void There_are_52_keys_with_52_names()
    {
        Assert.Equal(52, ConfigurationKeys.All.Count);
        Assert.Equal(52, ConfigurationKeys.All.Select(key => key.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData(FeatureProfile.Core, 36, 20)]
    [InlineData(FeatureProfile.LocalAuthList, 3, 3)]
    [InlineData(FeatureProfile.Reservation, 1, 0)]
    [InlineData(FeatureProfile.SmartCharging, 5, 4)]
    [InlineData(FeatureProfile.Firmware, 1, 0)]
    [InlineData(FeatureProfile.RemoteTrigger, 0, 0)]
    [InlineData(FeatureProfile.Security, 6, 0)]
    public void Each_profile_has_as_many_keys_and_required_keys_as_the_standard_after_errata_v4(FeatureProfile profile, int keys, int required)
    {
        var ofProfile = ConfigurationKeys.All.Where(key => key.Profile == profile).ToList();
        Assert.Equal((keys, required), (ofProfile.Count, ofProfile.Count(key => key.Required)));
    }

    [Fact]
    public void The_table_is_ordered_by_profile_and_name_so_that_a_key_is_found_by_eye()
    {
        foreach (var profile in ConfigurationKeys.All.GroupBy(key => key.Profile))
        {
            var names = profile.Select(key => key.Name).ToList();
            Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        }

        var profiles = ConfigurationKeys.All.Select(key => key.Profile).ToList();
        Assert.Equal(profiles.Distinct().Count(), 1 + profiles.Zip(profiles.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Theory]
    [InlineData("HeartbeatInterval")]
    [InlineData("heartbeatinterval")]
    [InlineData("HEARTBEATINTERVAL")]
    public void A_key_is_found_whatever_the_case_of_its_name(string name) =>
        Assert.Equal(
            new ConfigurationKey("HeartbeatInterval", ConfigurationType.Integer, "s", ConfigurationAccess.ReadWrite, FeatureProfile.Core, Required: true),
            ConfigurationKeys.Find(name));

    [Fact]
    public void A_vendors_key_is_not_found() => Assert.Null(ConfigurationKeys.Find("Cst_Something"));

    [Fact]
    public void Only_the_password_can_be_written_and_never_read() =>
        Assert.Equal("AuthorizationKey", Assert.Single(ConfigurationKeys.All, key => key.Access == ConfigurationAccess.WriteOnly).Name);

    [Fact]
    public void Only_numbers_have_units_and_every_interval_and_timeout_counts_seconds()
    {
        Assert.All(ConfigurationKeys.All.Where(key => key.Unit is not null), key => Assert.Equal(ConfigurationType.Integer, key.Type));
        var times = ConfigurationKeys.All.Where(key =>
            key.Name.EndsWith("Interval", StringComparison.Ordinal) || key.Name.EndsWith("TimeOut", StringComparison.OrdinalIgnoreCase));
        Assert.All(times, key => Assert.Equal("s", key.Unit));
    }
}

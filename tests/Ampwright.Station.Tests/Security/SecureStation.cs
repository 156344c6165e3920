using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Security;

/// <summary>A <see cref="StationUnderTest"/> with a security profile.</summary>
internal static class SecureStation
{
    public const string Key = "00112233445566778899AABBCCDDEEFF";
    public const string OtherKey = "FFEEDDCCBBAA99887766554433221100";

    /// <summary>Accepted, with nothing heard yet.</summary>
    public static StationUnderTest With(
        int profile, TestAuthority? authority = null, Func<StationOptions, StationOptions>? options = null,
        Func<Station.Product.ProductProfile, Station.Product.ProductProfile>? product = null, Action<StationUnderTest>? prepare = null)
    {
        var test = new StationUnderTest("full", declared =>
        {
            declared = declared with
            {
                Configuration = new Dictionary<string, string>(declared.Configuration, StringComparer.Ordinal)
                {
                    ["SecurityProfile"] = $"{profile}",
                    ["AuthorizationKey"] = Key,
                    ["CpoName"] = "Ampwright",
                },
            };
            return product?.Invoke(declared) ?? declared;
        }, given =>
        {
            given = given with { SecureEndpoint = new Uri("wss://csms.test/ocpp"), CsmsRoots = authority is null ? [] : [authority.RootPem] };
            return options?.Invoke(given) ?? given;
        });
        prepare?.Invoke(test);
        test.PowerOn();
        Assert.Equal("Accepted", test.State.Registration);
        test.Csms.Heard.Clear();
        return test;
    }

    public static ConfigurationStatus Change(this StationUnderTest test, string key, string value) =>
        test.Call(new ChangeConfigurationRequest { Key = key, Value = value }).Status.Value;

    public static string? Shown(this StationUnderTest test, string key) =>
        Assert.Single(test.Call(new GetConfigurationRequest { Key = [key] }).ConfigurationKey!).Value;

    /// <summary>The types of the security events told, in order.</summary>
    public static IReadOnlyList<string> Events(this StationUnderTest test) =>
        [.. test.Csms.All<SecurityEventNotificationRequest>().Select(told => told.Type)];
}

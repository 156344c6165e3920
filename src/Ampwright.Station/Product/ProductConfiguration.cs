using System.Runtime.CompilerServices;
using Ampwright.Station.Configuration;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Product;

/// <summary>
/// The configuration keys a product has, with access, first value and range. OCPP 1.6 ed. 2 §9.1 to §9.4 with errata v4.0 (3.79, 3.80, 3.82, 3.83,
/// 3.89). A key of an optional function is there exactly when the function is.
/// </summary>
/// <remarks>To add a key: a line in <see cref="All"/>; when it is optional and no option stands for it, declare it with <c>Named</c>.</remarks>
internal static class ProductConfiguration
{
    internal static readonly string[] RateUnits = ["Current", "Power"];

    private static readonly string[] Rotations = ["NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR"];

    private static readonly ConditionalWeakTable<ProductProfile, Dictionary<string, ConfigurationEntry>> Shared = [];

    /// <summary>The keys of a product by their names in any case; a fleet's stations of one product share them.</summary>
    public static IReadOnlyDictionary<string, ConfigurationEntry> ByName(ProductProfile profile) =>
        Shared.GetValue(profile, static one => Entries(one).ToDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The keys of a product; the declaration's own first values are applied.</summary>
    public static IReadOnlyList<ConfigurationEntry> Entries(ProductProfile profile) =>
    [
        .. All(profile).Select(entry => profile.Configuration.TryGetValue(entry.Name, out var first)
            ? entry with { Default = entry.Normalize(first) ?? first }
            : entry),
    ];

    /// <summary>What is wrong with the first values that a declaration names.</summary>
    public static IEnumerable<string> Check(ProductProfile profile)
    {
        var entries = All(profile).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach (var (name, value) in profile.Configuration)
        {
            if (!entries.TryGetValue(name, out var entry))
                yield return $"configuration.{name}: this product has no such key; it has {string.Join(", ", entries.Keys)}.";
            else if (entry.Normalize(value) is null)
                yield return $"configuration.{name}: \"{value}\" is not possible for it.";
        }
    }

    private static IEnumerable<ConfigurationEntry> All(ProductProfile profile)
    {
        var (core, limits) = (profile.Core, profile.Limits);
        bool Named(string key) => profile.Configuration.ContainsKey(key);

        if (core.OfflineUnknownIds) yield return Flag("AllowOfflineTxForUnknownId", false);
        if (core.AuthorizationCache) yield return Flag("AuthorizationCacheEnabled", true);
        if (Named("AuthorizationKey") || profile.Security is not null) yield return AuthorizationKey();
        yield return Flag("AuthorizeRemoteTxRequests", false);
        if (profile.FeatureProfiles.Contains("SmartCharging"))
        {
            yield return Fixed("ChargeProfileMaxStackLevel", limits.ChargeProfileMaxStackLevel ?? 10);
            yield return Entry(
                "ChargingScheduleAllowedChargingRateUnit", EntryType.List, string.Join(',', limits.ChargingRateUnits ?? RateUnits), EntryAccess.ReadOnly);
            yield return Fixed("ChargingScheduleMaxPeriods", limits.ChargingScheduleMaxPeriods ?? 96);
            yield return Fixed("MaxChargingProfilesInstalled", limits.MaxChargingProfilesInstalled ?? 50);
            if (profile.Connectors.Any(connector => connector.PhaseSwitching == PhaseSwitching.Charging))
                yield return FixedFlag("ConnectorSwitch3to1PhaseSupported", true);
        }
        yield return Number("ClockAlignedDataInterval", 0, 0, 86_400);
        yield return Number("ConnectionTimeOut", 60, 1, 86_400);
        yield return PhaseRotation(profile.Connectors.Count);
        yield return Fixed("ConnectorPhaseRotationMaxLength", profile.Connectors.Count + 1);
        yield return Fixed("GetConfigurationMaxKeys", limits.GetConfigurationMaxKeys);
        yield return Number(
            "HeartbeatInterval", limits.GreatestHeartbeatInterval, limits.LeastHeartbeatInterval, limits.GreatestHeartbeatInterval);
        if (profile.FeatureProfiles.Contains("LocalAuthListManagement"))
        {
            yield return Flag("LocalAuthListEnabled", true);
            yield return Fixed("LocalAuthListMaxLength", limits.LocalAuthListMaxLength ?? 1000);
            yield return Fixed("SendLocalListMaxLength", limits.SendLocalListMaxLength ?? 100);
        }
        yield return Flag("LocalAuthorizeOffline", core.OfflineAuthorization);
        yield return Flag("LocalPreAuthorize", false);
        if (core.MaxEnergyOnInvalidId) yield return Number("MaxEnergyOnInvalidId", 0, 0, int.MaxValue);
        if (Named("MessageTimeout")) yield return Number("MessageTimeout", 30, 1, 3600);
        yield return Measurands("MeterValuesAlignedData", profile, core.AlignedMeasurands, limits.AlignedDataMaxLength);
        yield return Fixed("MeterValuesAlignedDataMaxLength", limits.AlignedDataMaxLength);
        yield return Measurands("MeterValuesSampledData", profile, core.SampledMeasurands, limits.SampledDataMaxLength);
        yield return Fixed("MeterValuesSampledDataMaxLength", limits.SampledDataMaxLength);
        yield return SampleInterval(limits);
        if (core.LimitStatusNotifications) yield return Number("MinimumStatusDuration", 0, 0, 3600);
        yield return Fixed("NumberOfConnectors", profile.Connectors.Count);
        if (Named("ReserveConnectorZeroSupported") && profile.FeatureProfiles.Contains("Reservation"))
            yield return FixedFlag("ReserveConnectorZeroSupported", true);
        yield return Number("ResetRetries", 1, 0, 10);
        if (core is { KeepsAuthorizationOnUnplug: true, EndsAuthorizationOnUnplug: true })
            yield return Flag("StopTransactionOnEVSideDisconnect", true);
        else
            yield return FixedFlag("StopTransactionOnEVSideDisconnect", core.EndsAuthorizationOnUnplug);
        yield return Flag("StopTransactionOnInvalidId", true);
        yield return Measurands("StopTxnAlignedData", profile, core.AlignedMeasurands, limits.AlignedDataMaxLength) with { Default = "" };
        yield return Fixed("StopTxnAlignedDataMaxLength", limits.AlignedDataMaxLength);
        yield return Measurands("StopTxnSampledData", profile, core.SampledMeasurands, limits.SampledDataMaxLength) with { Default = "" };
        yield return Fixed("StopTxnSampledDataMaxLength", limits.SampledDataMaxLength);
        yield return Entry("SupportedFeatureProfiles", EntryType.List, string.Join(',', profile.FeatureProfiles), EntryAccess.ReadOnly);
        yield return Number("TransactionMessageAttempts", 3, 1, 100);
        yield return Number("TransactionMessageRetryInterval", 60, 0, 86_400);
        // Errata v4.0 3.83: read-only false where every cable is fixed.
        yield return profile.Connectors.All(connector => connector.Cable == ProductCable.Fixed)
            ? FixedFlag("UnlockConnectorOnEVSideDisconnect", false)
            : Flag("UnlockConnectorOnEVSideDisconnect", true);
        if (limits.WebSocketPingInterval is { } ping) yield return Number("WebSocketPingInterval", ping, 0, 86_400);
        if (profile.Security is not null || profile.FeatureProfiles.Contains("FirmwareManagement"))
            yield return Entry("SupportedFileTransferProtocols", EntryType.List, string.Join(',', (profile.Files ?? new()).Protocols), EntryAccess.ReadOnly);
        if (profile.Security is { } security)
        {
            foreach (var entry in Security(security)) yield return entry;
        }
    }

    // Security whitepaper ed. 3 §7.
    private static IEnumerable<ConfigurationEntry> Security(SecurityDeclaration security)
    {
        yield return FixedFlag("AdditionalRootCertificateCheck", security.AdditionalRootCertificateCheck);
        yield return Fixed("CertificateSignedMaxChainSize", security.CertificateSignedMaxChainSize);
        yield return Fixed("CertificateStoreMaxLength", security.CertificateStoreMaxLength);
        // Becomes the O of a subject: 64 characters at most (RFC 5280 appendix A, ub-organization-name).
        yield return Entry("CpoName", EntryType.Text, "") with { AllowsText = text => text.Length <= 64 && !text.Any(char.IsControl) };
        yield return Number("SecurityProfile", 0, 0, security.HighestProfile);
    }

    private static ConfigurationEntry Entry(string name, EntryType type, string first, EntryAccess access = EntryAccess.ReadWrite) =>
        new() { Name = name, Type = type, Access = access, Default = first };

    private static ConfigurationEntry Flag(string name, bool first) => Entry(name, EntryType.Boolean, first ? "true" : "false");

    private static ConfigurationEntry FixedFlag(string name, bool value) => Flag(name, value) with { Access = EntryAccess.ReadOnly };

    private static ConfigurationEntry Number(string name, int first, int least, int greatest) =>
        Entry(name, EntryType.Integer, first.ToString()) with { Least = least, Greatest = greatest };

    private static ConfigurationEntry Fixed(string name, int value) => Entry(name, EntryType.Integer, value.ToString(), EntryAccess.ReadOnly);

    // Security whitepaper ed. 3, A00.FR.205: 16 to 20 bytes, written as hexadecimal digits.
    private static ConfigurationEntry AuthorizationKey() => Entry("AuthorizationKey", EntryType.Secret, "", EntryAccess.WriteOnly) with
    {
        AllowsText = text => text.Length is 0 or (>= 32 and <= 40) && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit),
    };

    private static ConfigurationEntry SampleInterval(ProductLimits limits) =>
        Entry("MeterValueSampleInterval", EntryType.Text, limits.GreatestSampleInterval.ToString()) with
        {
            AllowsText = text => int.TryParse(text, out var seconds) && text == seconds.ToString()
                && (seconds == 0 || (seconds >= limits.LeastSampleInterval && seconds <= limits.GreatestSampleInterval)),
        };

    private static ConfigurationEntry PhaseRotation(int connectors) =>
        Entry("ConnectorPhaseRotation", EntryType.List, string.Join(',', Enumerable.Range(0, connectors + 1).Select(number => $"{number}.RST"))) with
        {
            MostItems = connectors + 1,
            AllowsItem = item => item.Split('.') is [var number, var rotation] && Rotations.Contains(rotation)
                && int.TryParse(number, out var connector) && number == connector.ToString() && connector >= 0 && connector <= connectors,
        };

    private static ConfigurationEntry Measurands(string name, ProductProfile profile, IReadOnlyList<string> declared, int most)
    {
        var phases = profile.Connectors.Max(connector => connector.Phases.Max());
        return Entry(name, EntryType.List, string.Join(',', declared.Take(most))) with
        {
            MostItems = most,
            AllowsItem = item => declared.Contains(item) || (OfPhase(item, phases) is { } measurand && declared.Contains(measurand)),
        };
    }

    // §9.1.17: one phase of a measurand is written "Voltage.L1".
    private static string? OfPhase(string item, int phases)
    {
        var dot = item.LastIndexOf('.');
        if (dot < 0) return null;
        var (measurand, phase) = (item[..dot], item[(dot + 1)..]);
        var line = Enumerable.Range(1, phases).Any(number => phase == $"L{number}");
        var toNeutral = Enumerable.Range(1, phases).Any(number => phase == $"L{number}-N");
        return measurand switch
        {
            "Voltage" when line || toNeutral => measurand,
            "Current.Import" or "Power.Factor" when line => measurand,
            "Power.Active.Import" when line && phases > 1 => measurand,
            _ => null,
        };
    }
}

using System.Collections.Frozen;
using static Ampwright.Ocpp.Configuration.ConfigurationAccess;
using static Ampwright.Ocpp.FeatureProfile;

namespace Ampwright.Ocpp.Configuration;

/// <summary>
/// The 52 configuration keys of OCPP 1.6 with its errata v4.0 and of the security whitepaper ed. 3. A station may have keys of its own besides.
/// To add a key: one line in the table, under its profile and in the order of the alphabet, and the counts in the test of this table.
/// A station then needs its behaviour and its default value.
/// </summary>
public static class ConfigurationKeys
{
    private static readonly ConfigurationKey[] Listed =
    [
        // OCPP 1.6 ed. 2 §9.1, errata v4.0 3.79 (StopTransactionOnEVSideDisconnect), 3.82 (MessageTimeout), 3.89 (StopTransactionMaxMeterValues)
        new("AllowOfflineTxForUnknownId", ConfigurationType.Boolean, null, ReadWrite, Core, Required: false),
        new("AuthorizationCacheEnabled", ConfigurationType.Boolean, null, ReadWrite, Core, Required: false),
        new("AuthorizeRemoteTxRequests", ConfigurationType.Boolean, null, ReadOnlyOrReadWrite, Core, Required: true),
        new("BlinkRepeat", ConfigurationType.Integer, "times", ReadWrite, Core, Required: false),
        new("ClockAlignedDataInterval", ConfigurationType.Integer, "s", ReadWrite, Core, Required: true),
        new("ConnectionTimeOut", ConfigurationType.Integer, "s", ReadWrite, Core, Required: true),
        new("ConnectorPhaseRotation", ConfigurationType.List, null, ReadWrite, Core, Required: true),
        new("ConnectorPhaseRotationMaxLength", ConfigurationType.Integer, "items", ReadOnly, Core, Required: false),
        new("GetConfigurationMaxKeys", ConfigurationType.Integer, null, ReadOnly, Core, Required: true),
        new("HeartbeatInterval", ConfigurationType.Integer, "s", ReadWrite, Core, Required: true),
        new("LightIntensity", ConfigurationType.Integer, "%", ReadWrite, Core, Required: false),
        new("LocalAuthorizeOffline", ConfigurationType.Boolean, null, ReadWrite, Core, Required: true),
        new("LocalPreAuthorize", ConfigurationType.Boolean, null, ReadWrite, Core, Required: true),
        new("MaxEnergyOnInvalidId", ConfigurationType.Integer, "Wh", ReadWrite, Core, Required: false),
        new("MessageTimeout", ConfigurationType.Integer, "s", ReadWrite, Core, Required: false),
        new("MeterValuesAlignedData", ConfigurationType.List, null, ReadWrite, Core, Required: true),
        new("MeterValuesAlignedDataMaxLength", ConfigurationType.Integer, "items", ReadOnly, Core, Required: false),
        new("MeterValueSampleInterval", ConfigurationType.Integer, "s", ReadWrite, Core, Required: true),
        new("MeterValuesSampledData", ConfigurationType.List, null, ReadWrite, Core, Required: true),
        new("MeterValuesSampledDataMaxLength", ConfigurationType.Integer, "items", ReadOnly, Core, Required: false),
        new("MinimumStatusDuration", ConfigurationType.Integer, "s", ReadWrite, Core, Required: false),
        new("NumberOfConnectors", ConfigurationType.Integer, null, ReadOnly, Core, Required: true),
        new("ResetRetries", ConfigurationType.Integer, "times", ReadWrite, Core, Required: true),
        new("StopTransactionMaxMeterValues", ConfigurationType.Integer, null, ReadOnly, Core, Required: false),
        new("StopTransactionOnEVSideDisconnect", ConfigurationType.Boolean, null, ReadOnlyOrReadWrite, Core, Required: false),
        new("StopTransactionOnInvalidId", ConfigurationType.Boolean, null, ReadWrite, Core, Required: true),
        new("StopTxnAlignedData", ConfigurationType.List, null, ReadWrite, Core, Required: true),
        new("StopTxnAlignedDataMaxLength", ConfigurationType.Integer, "items", ReadOnly, Core, Required: false),
        new("StopTxnSampledData", ConfigurationType.List, null, ReadWrite, Core, Required: true),
        new("StopTxnSampledDataMaxLength", ConfigurationType.Integer, "items", ReadOnly, Core, Required: false),
        new("SupportedFeatureProfiles", ConfigurationType.List, null, ReadOnly, Core, Required: true),
        new("SupportedFeatureProfilesMaxLength", ConfigurationType.Integer, "items", ReadOnly, Core, Required: false),
        new("TransactionMessageAttempts", ConfigurationType.Integer, "times", ReadWrite, Core, Required: true),
        new("TransactionMessageRetryInterval", ConfigurationType.Integer, "s", ReadWrite, Core, Required: true),
        // Read-only and false with a fixed cable: errata v4.0 3.83; more cases in the errata of 2025-04, 3.84.
        new("UnlockConnectorOnEVSideDisconnect", ConfigurationType.Boolean, null, ReadOnlyOrReadWrite, Core, Required: true),
        new("WebSocketPingInterval", ConfigurationType.Integer, "s", ReadWrite, Core, Required: false),

        // §9.2
        new("LocalAuthListEnabled", ConfigurationType.Boolean, null, ReadWrite, LocalAuthList, Required: true),
        new("LocalAuthListMaxLength", ConfigurationType.Integer, null, ReadOnly, LocalAuthList, Required: true),
        new("SendLocalListMaxLength", ConfigurationType.Integer, null, ReadOnly, LocalAuthList, Required: true),

        // §9.3
        new("ReserveConnectorZeroSupported", ConfigurationType.Boolean, null, ReadOnly, Reservation, Required: false),

        // §9.4
        new("ChargeProfileMaxStackLevel", ConfigurationType.Integer, null, ReadOnly, FeatureProfile.SmartCharging, Required: true),
        new("ChargingScheduleAllowedChargingRateUnit", ConfigurationType.List, null, ReadOnly, FeatureProfile.SmartCharging, Required: true),
        new("ChargingScheduleMaxPeriods", ConfigurationType.Integer, null, ReadOnly, FeatureProfile.SmartCharging, Required: true),
        new("ConnectorSwitch3to1PhaseSupported", ConfigurationType.Boolean, null, ReadOnly, FeatureProfile.SmartCharging, Required: false),
        new("MaxChargingProfilesInstalled", ConfigurationType.Integer, null, ReadOnly, FeatureProfile.SmartCharging, Required: true),

        // Errata v4.0 3.88
        new("SupportedFileTransferProtocols", ConfigurationType.List, null, ReadOnly, Firmware, Required: false),

        // Security whitepaper ed. 3 §7
        // None of these is required by every security profile: AdditionalRootCertificateCheck is by 2 and 3, AuthorizationKey by 1 and 2.
        new("AdditionalRootCertificateCheck", ConfigurationType.Boolean, null, ReadOnly, Security, Required: false),
        new("AuthorizationKey", ConfigurationType.Text, null, WriteOnly, Security, Required: false),
        new("CertificateSignedMaxChainSize", ConfigurationType.Integer, "characters", ReadOnly, Security, Required: false),
        new("CertificateStoreMaxLength", ConfigurationType.Integer, null, ReadOnly, Security, Required: false),
        new("CpoName", ConfigurationType.Text, null, ReadWrite, Security, Required: false),
        new("SecurityProfile", ConfigurationType.Integer, null, ReadWrite, Security, Required: false),
    ];

    private static readonly FrozenDictionary<string, ConfigurationKey> ByName =
        Listed.ToFrozenDictionary(key => key.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All keys, by profile and name.</summary>
    public static IReadOnlyList<ConfigurationKey> All => Listed;

    /// <summary>The standard's key of that name, whatever its case; null for a vendor's.</summary>
    public static ConfigurationKey? Find(string name) => ByName.GetValueOrDefault(name);
}

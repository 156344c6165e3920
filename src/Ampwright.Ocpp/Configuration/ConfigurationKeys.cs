using System.Collections.Frozen;
using static Ampwright.Ocpp.Configuration.ConfigurationAccess;
using static Ampwright.Ocpp.Configuration.ConfigurationType;
using static Ampwright.Ocpp.FeatureProfile;

namespace Ampwright.Ocpp.Configuration;

/// <summary>
/// The 52 configuration keys of OCPP 1.6 with its errata v4.0 and of the security whitepaper ed. 3. A station may have keys of its own besides.
/// To add a key: one line in the table, under its profile and in the order of the alphabet; the counts in the test of this table and the
/// table in docs/protocol.md change with it. A station then needs its behaviour and its default value.
/// </summary>
public static class ConfigurationKeys
{
    private static readonly ConfigurationKey[] Listed =
    [
        // OCPP 1.6 ed. 2 §9.1, errata v4.0 3.79 (StopTransactionOnEVSideDisconnect), 3.82 (MessageTimeout), 3.89 (StopTransactionMaxMeterValues)
        new("AllowOfflineTxForUnknownId", Boolean, null, ReadWrite, Core, Required: false),
        new("AuthorizationCacheEnabled", Boolean, null, ReadWrite, Core, Required: false),
        new("AuthorizeRemoteTxRequests", Boolean, null, ReadOnlyOrReadWrite, Core, Required: true),
        new("BlinkRepeat", Integer, "times", ReadWrite, Core, Required: false),
        new("ClockAlignedDataInterval", Integer, "s", ReadWrite, Core, Required: true),
        new("ConnectionTimeOut", Integer, "s", ReadWrite, Core, Required: true),
        new("ConnectorPhaseRotation", List, null, ReadWrite, Core, Required: true),
        new("ConnectorPhaseRotationMaxLength", Integer, "items", ReadOnly, Core, Required: false),
        new("GetConfigurationMaxKeys", Integer, null, ReadOnly, Core, Required: true),
        new("HeartbeatInterval", Integer, "s", ReadWrite, Core, Required: true),
        new("LightIntensity", Integer, "%", ReadWrite, Core, Required: false),
        new("LocalAuthorizeOffline", Boolean, null, ReadWrite, Core, Required: true),
        new("LocalPreAuthorize", Boolean, null, ReadWrite, Core, Required: true),
        new("MaxEnergyOnInvalidId", Integer, "Wh", ReadWrite, Core, Required: false),
        new("MessageTimeout", Integer, "s", ReadWrite, Core, Required: false),
        new("MeterValuesAlignedData", List, null, ReadWrite, Core, Required: true),
        new("MeterValuesAlignedDataMaxLength", Integer, "items", ReadOnly, Core, Required: false),
        new("MeterValuesSampledData", List, null, ReadWrite, Core, Required: true),
        new("MeterValuesSampledDataMaxLength", Integer, "items", ReadOnly, Core, Required: false),
        new("MeterValueSampleInterval", Integer, "s", ReadWrite, Core, Required: true),
        new("MinimumStatusDuration", Integer, "s", ReadWrite, Core, Required: false),
        new("NumberOfConnectors", Integer, null, ReadOnly, Core, Required: true),
        new("ResetRetries", Integer, "times", ReadWrite, Core, Required: true),
        new("StopTransactionMaxMeterValues", Integer, null, ReadOnly, Core, Required: false),
        new("StopTransactionOnEVSideDisconnect", Boolean, null, ReadOnlyOrReadWrite, Core, Required: false),
        new("StopTransactionOnInvalidId", Boolean, null, ReadWrite, Core, Required: true),
        new("StopTxnAlignedData", List, null, ReadWrite, Core, Required: true),
        new("StopTxnAlignedDataMaxLength", Integer, "items", ReadOnly, Core, Required: false),
        new("StopTxnSampledData", List, null, ReadWrite, Core, Required: true),
        new("StopTxnSampledDataMaxLength", Integer, "items", ReadOnly, Core, Required: false),
        new("SupportedFeatureProfiles", List, null, ReadOnly, Core, Required: true),
        new("SupportedFeatureProfilesMaxLength", Integer, "items", ReadOnly, Core, Required: false),
        new("TransactionMessageAttempts", Integer, "times", ReadWrite, Core, Required: true),
        new("TransactionMessageRetryInterval", Integer, "s", ReadWrite, Core, Required: true),
        // Read-only and false with a fixed cable: errata v4.0 3.83; more cases in the errata of 2025-04, 3.84.
        new("UnlockConnectorOnEVSideDisconnect", Boolean, null, ReadOnlyOrReadWrite, Core, Required: true),
        new("WebSocketPingInterval", Integer, "s", ReadWrite, Core, Required: false),

        // §9.2
        new("LocalAuthListEnabled", Boolean, null, ReadWrite, LocalAuthList, Required: true),
        new("LocalAuthListMaxLength", Integer, null, ReadOnly, LocalAuthList, Required: true),
        new("SendLocalListMaxLength", Integer, null, ReadOnly, LocalAuthList, Required: true),

        // §9.3
        new("ReserveConnectorZeroSupported", Boolean, null, ReadOnly, Reservation, Required: false),

        // §9.4
        new("ChargeProfileMaxStackLevel", Integer, null, ReadOnly, SmartCharging, Required: true),
        new("ChargingScheduleAllowedChargingRateUnit", List, null, ReadOnly, SmartCharging, Required: true),
        new("ChargingScheduleMaxPeriods", Integer, null, ReadOnly, SmartCharging, Required: true),
        new("ConnectorSwitch3to1PhaseSupported", Boolean, null, ReadOnly, SmartCharging, Required: false),
        new("MaxChargingProfilesInstalled", Integer, null, ReadOnly, SmartCharging, Required: true),

        // Errata v4.0 3.88
        new("SupportedFileTransferProtocols", List, null, ReadOnly, Firmware, Required: false),

        // Security whitepaper ed. 3 §7
        // None of these is required by every security profile: AdditionalRootCertificateCheck is by 2 and 3, AuthorizationKey by 1 and 2.
        new("AdditionalRootCertificateCheck", Boolean, null, ReadOnly, Security, Required: false),
        new("AuthorizationKey", Text, null, WriteOnly, Security, Required: false),
        new("CertificateSignedMaxChainSize", Integer, "characters", ReadOnly, Security, Required: false),
        new("CertificateStoreMaxLength", Integer, null, ReadOnly, Security, Required: false),
        new("CpoName", Text, null, ReadWrite, Security, Required: false),
        new("SecurityProfile", Integer, null, ReadWrite, Security, Required: false),
    ];

    private static readonly FrozenDictionary<string, ConfigurationKey> ByName =
        Listed.ToFrozenDictionary(key => key.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All keys, by profile and name.</summary>
    public static IReadOnlyList<ConfigurationKey> All => Listed;

    /// <summary>The standard's key of that name, whatever its case; null for a vendor's.</summary>
    public static ConfigurationKey? Find(string name) => ByName.GetValueOrDefault(name);
}

namespace Ampwright.Lab.Tests.Peers;

/// <summary>The configuration of a model station.</summary>
internal static class ModelKeys
{
    public static Dictionary<string, (string Value, bool ReadOnly)> Of(ModelOptions options)
    {
        var keys = new Dictionary<string, (string Value, bool ReadOnly)>
        {
            ["GetConfigurationMaxKeys"] = ("50", true),
            ["NumberOfConnectors"] = ($"{options.Connectors}", true),
            ["SupportedFeatureProfiles"] = ("Core", true),
            ["AuthorizeRemoteTxRequests"] = ("false", false),
            ["UnlockConnectorOnEVSideDisconnect"] = ("true", options.FixedCable),
            ["StopTransactionOnEVSideDisconnect"] = ("true", false),
            ["ClockAlignedDataInterval"] = ("0", false),
            ["ConnectionTimeOut"] = ("60", false),
            ["ConnectorPhaseRotation"] = ("0.RST", false),
            ["HeartbeatInterval"] = ("300", false),
            ["LocalAuthorizeOffline"] = ("false", false),
            ["LocalPreAuthorize"] = ("false", false),
            ["AllowOfflineTxForUnknownId"] = ("false", false),
            ["AuthorizationCacheEnabled"] = ("true", false),
            ["MeterValuesAlignedData"] = ("Energy.Active.Import.Register", false),
            ["MeterValuesSampledData"] = ("Energy.Active.Import.Register,Power.Active.Import", false),
            ["MeterValueSampleInterval"] = ("60", false),
            ["MinimumStatusDuration"] = ("0", false),
            ["MaxEnergyOnInvalidId"] = ("0", false),
            ["ResetRetries"] = ("1", false),
            ["StopTransactionOnInvalidId"] = ("true", false),
            ["StopTxnAlignedData"] = ("", false),
            ["StopTxnSampledData"] = ("", false),
            ["TransactionMessageAttempts"] = ("3", false),
            ["TransactionMessageRetryInterval"] = ("10", false),
            ["ChargeProfileMaxStackLevel"] = ("5", true),
            ["ChargingScheduleAllowedChargingRateUnit"] = ("Current", true),
            ["ChargingScheduleMaxPeriods"] = ("20", true),
            ["CpoName"] = ("", false),
            ["MaxChargingProfilesInstalled"] = ("10", true),
        };
        if (options.HasList)
        {
            keys["LocalAuthListEnabled"] = ("true", false);
            keys["LocalAuthListMaxLength"] = ("10", true);
            keys["SendLocalListMaxLength"] = ("10", true);
        }
        return keys;
    }
}

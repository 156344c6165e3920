using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Cases.Station;

/// <summary>The configuration keys that a station must have, with their access, as TC_019_CS lists them.</summary>
internal static class RequiredKeys
{
    private static readonly string[] ReadOnly = ["GetConfigurationMaxKeys", "NumberOfConnectors", "SupportedFeatureProfiles"];

    private static readonly string[] EitherWay = ["AuthorizeRemoteTxRequests", "UnlockConnectorOnEVSideDisconnect"];

    private static readonly string[] Writable =
    [
        "ClockAlignedDataInterval", "ConnectionTimeOut", "ConnectorPhaseRotation", "HeartbeatInterval", "LocalAuthorizeOffline", "LocalPreAuthorize",
        "MeterValuesAlignedData", "MeterValuesSampledData", "MeterValueSampleInterval", "ResetRetries", "StopTransactionOnInvalidId",
        "StopTxnAlignedData", "StopTxnSampledData", "TransactionMessageAttempts", "TransactionMessageRetryInterval",
    ];

    private static readonly string[] ListReadOnly = ["LocalAuthListMaxLength", "SendLocalListMaxLength"];

    private static readonly string[] SmartReadOnly =
        ["ChargeProfileMaxStackLevel", "ChargingScheduleAllowedChargingRateUnit", "ChargingScheduleMaxPeriods", "MaxChargingProfilesInstalled"];

    /// <summary>The first key that is not there or has the wrong access; null where all are right.</summary>
    public static string? Missing(IReadOnlyDictionary<string, (string Value, bool ReadOnly)> entries, Func<string, bool> declared)
    {
        IEnumerable<(string Key, bool? ReadOnly)> required =
        [
            .. ReadOnly.Select(key => (key, (bool?)true)),
            .. EitherWay.Select(key => (key, (bool?)null)),
            .. Writable.Select(key => (key, (bool?)false)),
            .. declared("list") ? [("LocalAuthListEnabled", false), .. ListReadOnly.Select(key => (key, (bool?)true))] : Array.Empty<(string, bool?)>(),
            .. declared("smart") ? SmartReadOnly.Select(key => (key, (bool?)true)) : [],
        ];
        foreach (var (key, readOnly) in required)
        {
            if (!entries.TryGetValue(key, out var entry)) return $"the required key {key}";
            if (readOnly is { } access && entry.ReadOnly != access) return $"{key} {(access ? "read-only" : "to be written")}";
        }
        return null;
    }

    /// <summary>The answer holds exactly these keys.</summary>
    public static bool Exactly(Answer answer, IReadOnlyCollection<string> keys) =>
        StationStates.Entries(answer).Keys.Order().SequenceEqual(keys.Order())
        && (answer.Frame.Member("unknownKey")?.GetArrayLength() ?? 0) == 0;
}

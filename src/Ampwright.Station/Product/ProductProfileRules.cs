namespace Ampwright.Station.Product;

/// <summary>What a declaration must fulfil beyond its form.</summary>
internal static class ProductProfileRules
{
    /// <summary>The profiles that this version carries out; a declaration that promises another is refused.</summary>
    public static IReadOnlyList<string> CarriedOut { get; } = ["Core", "FirmwareManagement", "LocalAuthListManagement", "RemoteTrigger", "Reservation", "SmartCharging"];

    /// <summary>What the meters of the stations measure, and what is known without a meter.</summary>
    public static IReadOnlyList<string> Measurands { get; } =
    [
        "Energy.Active.Import.Register", "Power.Active.Import", "Power.Offered", "Power.Factor", "Current.Import", "Current.Offered",
        "Voltage", "Frequency", "Temperature",
    ];

    private static readonly string[] KnownProfiles =
        ["Core", "FirmwareManagement", "LocalAuthListManagement", "Reservation", "SmartCharging", "RemoteTrigger"];

    public static IReadOnlyList<string> Check(ProductProfile profile)
    {
        var errors = new List<string>();
        void Need(bool holds, string otherwise)
        {
            if (!holds) errors.Add(otherwise);
        }

        Text("vendor", profile.Vendor, 20);
        Text("model", profile.Model, 20);
        Text("serialNumber", Expanded(profile.SerialNumber), 25);
        Text("firmware", profile.Firmware, 50);
        Text("communication", profile.Communication, 50);
        if (profile.MeterType is not null) Text("meterType", profile.MeterType, 25);
        if (profile.MeterSerialNumber is not null) Text("meterSerialNumber", Expanded(profile.MeterSerialNumber), 25);

        Need(profile.MainsVolts is >= 100 and <= 260, "mainsVolts: 100 to 260 V between phase and neutral.");
        Need(profile.MaxAmperes is >= 6 and <= 1000, "maxAmperes: 6 to 1000 A per phase.");
        Need(profile.Readers is 0 or 1, "readers: 0 or 1.");
        Need(profile.Connectors.Count is >= 1 and <= 16, "connectors: 1 to 16 of them.");
        for (var index = 0; index < profile.Connectors.Count; index++) Connector($"connectors[{index}]", profile.Connectors[index]);

        Need(profile.FeatureProfiles.Contains("Core"), "featureProfiles: Core is required.");
        foreach (var name in profile.FeatureProfiles.Where(name => !CarriedOut.Contains(name)))
        {
            errors.Add(KnownProfiles.Contains(name)
                ? $"featureProfiles: {name} is not carried out by this version (it has {string.Join(", ", CarriedOut)})."
                : $"featureProfiles: there is no {name}; the standard has {string.Join(", ", KnownProfiles)}.");
        }

        var core = profile.Core;
        Need(
            !core.OfflineAuthorization || core.AuthorizationCache || core.OfflineUnknownIds
                || profile.FeatureProfiles.Contains("LocalAuthListManagement"),
            "core.offlineAuthorization: needs authorizationCache, offlineUnknownIds or LocalAuthListManagement, or no tag would be known offline.");
        Need(
            core.KeepsAuthorizationOnUnplug || core.EndsAuthorizationOnUnplug,
            "core: keepsAuthorizationOnUnplug, endsAuthorizationOnUnplug or both must be true (C-06).");
        Need(profile.Readers > 0 || !core.LocalStart, "core.localStart: needs a reader.");
        Measured("core.sampledMeasurands", core.SampledMeasurands);
        Measured("core.alignedMeasurands", core.AlignedMeasurands);
        Need(
            profile.Answers.StopReportedBeforeGoingDown || profile.Answers.StopReportedAfterBeingBack,
            "answers: stopReportedBeforeGoingDown, stopReportedAfterBeingBack or both must be true (AQ-7).");
        Limits(profile.Limits);
        if (profile.Security is { } security) Security(security);
        foreach (var protocol in (profile.Files?.Protocols ?? []).Where(protocol => !FileDeclaration.AllProtocols.Contains(protocol)))
            errors.Add($"files.protocols: there is no {protocol}; the station has {string.Join(", ", FileDeclaration.AllProtocols)}.");
        if (errors.Count == 0) errors.AddRange(ProductConfiguration.Check(profile));
        return errors;

        void Text(string name, string value, int longest) => Need(
            value.Length >= 1 && value.Length <= longest && value.All(one => one is >= ' ' and <= '~'),
            $"{name}: 1 to {longest} printable ASCII characters, not \"{value}\" ({value.Length}).");

        void Connector(string at, ProductConnector connector)
        {
            Text($"{at}.type", connector.Type, 20);
            Need(
                connector.Phases.Count > 0 && connector.Phases.All(phases => phases is 1 or 2 or 3)
                    && connector.Phases.Distinct().Count() == connector.Phases.Count,
                $"{at}.phases: one or more of 1, 2, 3, each once.");
            Need(connector.MaxAmperes is >= 6 and <= 80, $"{at}.maxAmperes: 6 to 80 A.");
        }

        void Measured(string name, IReadOnlyList<string> measurands)
        {
            foreach (var measurand in measurands.Where(measurand => !Measurands.Contains(measurand)))
                errors.Add($"{name}: {measurand} is not measured; there are {string.Join(", ", Measurands)}.");
            Need(measurands.Distinct().Count() == measurands.Count, $"{name}: each measurand once.");
            Need(measurands.Contains("Energy.Active.Import.Register"), $"{name}: Energy.Active.Import.Register must be among them.");
        }

        void Security(SecurityDeclaration security)
        {
            Need(security.HighestProfile is >= 1 and <= 3, "security.highestProfile: 1, 2 or 3.");
            Need(security.CertificateSignedMaxChainSize is >= 1 and <= 10_000, "security.certificateSignedMaxChainSize: 1 to 10000 characters.");
            Need(security.CertificateStoreMaxLength is >= 2 and <= 50, "security.certificateStoreMaxLength: 2 to 50 certificates.");
        }

        void Limits(ProductLimits limits)
        {
            Need(limits.GetConfigurationMaxKeys >= 1, "limits.getConfigurationMaxKeys: 1 or more.");
            Need(limits.AlignedDataMaxLength >= 1, "limits.alignedDataMaxLength: 1 or more.");
            Need(limits.SampledDataMaxLength >= 1, "limits.sampledDataMaxLength: 1 or more.");
            Need(
                limits.LeastSampleInterval >= 1 && limits.GreatestSampleInterval >= limits.LeastSampleInterval,
                "limits: leastSampleInterval is 1 s or more and not above greatestSampleInterval.");
            Need(
                limits.LeastHeartbeatInterval >= 1 && limits.GreatestHeartbeatInterval >= limits.LeastHeartbeatInterval,
                "limits: leastHeartbeatInterval is 1 s or more and not above greatestHeartbeatInterval.");
            Need(limits.LocalAuthListMaxLength is null or >= 1, "limits.localAuthListMaxLength: 1 or more.");
            Need(limits.SendLocalListMaxLength is null or (>= 1 and <= 1000), "limits.sendLocalListMaxLength: 1 to 1000.");
            Need(limits.ChargeProfileMaxStackLevel is null or >= 0, "limits.chargeProfileMaxStackLevel: 0 or more.");
            Need(limits.ChargingScheduleMaxPeriods is null or (>= 1 and <= 1000), "limits.chargingScheduleMaxPeriods: 1 to 1000.");
            Need(limits.MaxChargingProfilesInstalled is null or (>= 1 and <= 1000), "limits.maxChargingProfilesInstalled: 1 to 1000.");
            Need(
                limits.ChargingRateUnits is null
                    || (limits.ChargingRateUnits.Count > 0 && limits.ChargingRateUnits.All(unit => ProductConfiguration.RateUnits.Contains(unit))
                        && limits.ChargingRateUnits.Distinct().Count() == limits.ChargingRateUnits.Count),
                "limits.chargingRateUnits: Current, Power or both, each once.");
            Need(limits.WebSocketPingInterval is null or >= 0, "limits.webSocketPingInterval: 0 s or more.");
        }
    }

    private static string Expanded(string pattern) => pattern.Replace("{number}", "00000000", StringComparison.Ordinal);
}

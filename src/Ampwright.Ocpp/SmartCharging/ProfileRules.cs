using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>
/// Whether a station takes a charging profile. A station answers by these rules; a CSMS asks them before it sends one.
/// OCPP 1.6 ed. 2 §3.13, §5.16, §7.8–7.14.
/// </summary>
public static class ProfileRules
{
    /// <summary>Checks a SetChargingProfile.</summary>
    /// <param name="running">The transaction of the request's connector, if there is one.</param>
    /// <returns>Null: it may be installed as <see cref="ToInstall"/> makes it.</returns>
    public static ProfileRefusal? Check(
        SetChargingProfileRequest request, ProfileLimits limits, InstalledProfiles installed, RunningTransaction? running, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(installed);
        var profile = request.CsChargingProfiles;
        return CheckValues(profile)
            ?? CheckConnector(request.ConnectorId, limits)
            ?? CheckPurpose(profile, request.ConnectorId, limits)
            ?? CheckTransaction(profile, running)
            ?? CheckContent(profile, limits, now)
            ?? CheckRoom(ToInstall(request, running, now), limits, installed);
    }

    /// <summary>Checks the profile of a RemoteStartTransaction: a TxProfile without transactionId. OCPP 1.6 ed. 2 §5.16.2.</summary>
    /// <param name="connectorId">The connector it will start at.</param>
    /// <returns>Null: it may be installed for the transaction once that has begun.</returns>
    public static ProfileRefusal? CheckForStart(
        ChargingProfile profile, int connectorId, ProfileLimits limits, InstalledProfiles installed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(installed);
        if (CheckValues(profile) is { } value) return value;
        if (!profile.ChargingProfilePurpose.Is(ChargingProfilePurpose.TxProfile))
        {
            return Refuse(RefusalReason.NotATransactionProfile, $"A remote start takes a TxProfile, not a {profile.ChargingProfilePurpose}.");
        }

        if (profile.TransactionId is not null)
        {
            return Refuse(RefusalReason.TransactionIdNotAllowed, "A remote start's profile has no transactionId: there is no transaction yet.");
        }

        return CheckConnector(connectorId, limits)
            ?? CheckPurpose(profile, connectorId, limits)
            ?? CheckContent(profile, limits, now)
            ?? CheckRoom(new InstalledProfile(connectorId, profile, Transaction: -1, now), limits, installed);
    }

    /// <summary>What an accepted request installs.</summary>
    public static InstalledProfile ToInstall(SetChargingProfileRequest request, RunningTransaction? running, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var ofTransaction = request.CsChargingProfiles.ChargingProfilePurpose.Is(ChargingProfilePurpose.TxProfile);
        return new InstalledProfile(request.ConnectorId, request.CsChargingProfiles, ofTransaction ? running?.Number : null, now);
    }

    private static ProfileRefusal? CheckValues(ChargingProfile profile)
    {
        if (!profile.ChargingProfilePurpose.IsKnown) return Unknown("chargingProfilePurpose", profile.ChargingProfilePurpose.Text);
        if (!profile.ChargingProfileKind.IsKnown) return Unknown("chargingProfileKind", profile.ChargingProfileKind.Text);
        if (profile.RecurrencyKind is { IsKnown: false } recurrency) return Unknown("recurrencyKind", recurrency.Text);
        if (!profile.ChargingSchedule.ChargingRateUnit.IsKnown) return Unknown("chargingRateUnit", profile.ChargingSchedule.ChargingRateUnit.Text);
        return null;

        static ProfileRefusal Unknown(string field, string text) => Refuse(RefusalReason.UnknownValue, $"'{text}' is no {field}.");
    }

    private static ProfileRefusal? CheckConnector(int connectorId, ProfileLimits limits) =>
        connectorId < 0 || connectorId > limits.Connectors
            ? Refuse(RefusalReason.UnknownConnector, $"There is no connector {connectorId}; the station has {limits.Connectors}.")
            : null;

    private static ProfileRefusal? CheckPurpose(ChargingProfile profile, int connectorId, ProfileLimits limits)
    {
        var purpose = profile.ChargingProfilePurpose.Value;
        if (!limits.Purposes.Contains(purpose)) return Refuse(RefusalReason.PurposeNotSupported, $"The station does not carry out {purpose}.");
        return (purpose, connectorId) switch
        {
            // §3.13.1.
            (ChargingProfilePurpose.ChargePointMaxProfile, > 0) => Refuse(RefusalReason.StationProfileOnConnector, "A ChargePointMaxProfile belongs to connector 0."),
            (ChargingProfilePurpose.TxProfile, 0) => Refuse(RefusalReason.TransactionProfileOnStation, "A TxProfile belongs to the connector of its transaction, not to 0."),
            _ => null,
        };
    }

    private static ProfileRefusal? CheckTransaction(ChargingProfile profile, RunningTransaction? running)
    {
        if (!profile.ChargingProfilePurpose.Is(ChargingProfilePurpose.TxProfile))
        {
            // §7.8: "only valid if ChargingProfilePurpose is set to TxProfile".
            return profile.TransactionId is null ? null : Refuse(RefusalReason.TransactionIdNotAllowed, "Only a TxProfile has a transactionId.");
        }

        if (running is null) return Refuse(RefusalReason.NoTransaction, "No transaction runs on the connector; a TxProfile cannot be set in advance.");
        // Without an id it is taken for the running one: the CSMS SHALL send it (§5.16), the station is not told to insist.
        if (profile.TransactionId is not { } named || named == running.TransactionId) return null;
        return Refuse(
            RefusalReason.OtherTransaction,
            running.TransactionId is { } known ? $"Transaction {named} does not run there, {known} does." : $"Transaction {named} does not run there.");
    }

    private static ProfileRefusal? CheckContent(ChargingProfile profile, ProfileLimits limits, DateTimeOffset now)
    {
        if (profile.StackLevel < 0 || profile.StackLevel > limits.MaxStackLevel)
        {
            return Refuse(RefusalReason.StackLevelOutOfRange, $"stackLevel {profile.StackLevel} is not between 0 and {limits.MaxStackLevel}.");
        }

        if (profile.ValidTo is { } to && (to.Instant <= now || to <= profile.ValidFrom))
        {
            return Refuse(RefusalReason.NeverValid, $"The profile is valid until {to} and never from now on.");
        }

        return CheckKind(profile) ?? ScheduleRules.Check(profile.ChargingSchedule, limits);
    }

    private static ProfileRefusal? CheckKind(ChargingProfile profile)
    {
        var kind = profile.ChargingProfileKind.Value;
        if (kind != ChargingProfileKind.Recurring)
        {
            if (profile.RecurrencyKind is not null) return Refuse(RefusalReason.RecurrencyKindNotAllowed, $"A profile of kind {kind} has no recurrencyKind.");
            return kind == ChargingProfileKind.Relative && profile.ChargingProfilePurpose.Is(ChargingProfilePurpose.ChargePointMaxProfile)
                ? Refuse(RefusalReason.RelativeStationProfile, "A ChargePointMaxProfile has no start of charging to be relative to.")
                : null;
        }

        if (profile.RecurrencyKind is null) return Refuse(RefusalReason.RecurringWithoutKind, "A Recurring profile needs a recurrencyKind.");
        return profile.ChargingSchedule.StartSchedule is null
            ? Refuse(RefusalReason.RecurringWithoutStart, "A Recurring profile needs a startSchedule to recur at.")
            : null;
    }

    private static ProfileRefusal? CheckRoom(InstalledProfile profile, ProfileLimits limits, InstalledProfiles installed)
    {
        var after = installed.Install(profile).Profiles.All;
        if (after.Count > limits.MaxInstalled) return Refuse(RefusalReason.TooManyProfiles, $"The station keeps {limits.MaxInstalled} profiles.");
        var purpose = profile.Profile.ChargingProfilePurpose;
        return limits.MaxPerPurpose is { } most && after.Count(one => one.Profile.ChargingProfilePurpose == purpose) > most
            ? Refuse(RefusalReason.TooManyOfPurpose, $"The station keeps {most} profiles of purpose {purpose}.")
            : null;
    }

    private static ProfileRefusal Refuse(RefusalReason reason, string explanation) => new(reason, explanation);
}

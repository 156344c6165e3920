using System.Data.Common;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Configuration;

/// <summary>
/// The profiles that a station says it has, in SupportedFeatureProfiles (OCPP 1.6 ed. 2 §9.1). One that was never asked may be sent everything;
/// the security extension has no name there.
/// </summary>
internal static class SupportedProfiles
{
    private const string Key = "SupportedFeatureProfiles";

    /// <returns>Why the station is not sent the action; null when it is.</returns>
    public static CommandInvalidException? Refusal(DbConnection connection, StationRecord station, OcppAction action)
    {
        if (NameOf(action.Profile) is not { } name || ConfigurationStore.Value(connection, station.StationId, Key) is not { } told) return null;
        return told.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase)
            ? null
            : new CommandInvalidException("", $"Station '{station.Identity}' says that it has no {name} ({Key}: {told}). Read its configuration again if that has changed, or send it as a raw command.",
                "profile-not-supported");
    }

    private static string? NameOf(FeatureProfile profile) => profile switch
    {
        FeatureProfile.Firmware => "FirmwareManagement",
        FeatureProfile.LocalAuthList => "LocalAuthListManagement",
        FeatureProfile.Reservation => "Reservation",
        FeatureProfile.SmartCharging => "SmartCharging",
        FeatureProfile.RemoteTrigger => "RemoteTrigger",
        _ => null,
    };
}

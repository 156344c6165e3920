using Ampwright.Csms.Availability;
using Ampwright.Csms.Boot;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.LocalAuthList;
using Ampwright.Csms.Reservations;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Commands;

/// <summary>Which feature is told how which action ended. Several may be told of one action; they are told in this order.</summary>
internal static class CommandEffects
{
    private static readonly ICommandEffect[] All =
    [
        new ConfigurationReadEffect(),
        new ConfigurationWriteEffect(),
        new ChangeAvailabilityEffect(),
        // After the configuration is kept: the first looks there.
        new ListLimitsEffect(),
        new ListVersionEffect(),
        new ListSentEffect(),
        new ReserveNowEffect(),
        new CancelReservationEffect(),
        new CertificateSignedEffect(),
        new CertificateIdsEffect(),
        new CertificateInstalledEffect(),
        new CertificateDeletedEffect(),
        new ProfileSetEffect(),
        new ProfilesClearedEffect(),
        new CompositeAnsweredEffect(),
        new FirmwareUpdateEffect(Catalogue.UpdateFirmware),
        new FirmwareUpdateEffect(Catalogue.SignedUpdateFirmware),
        new LogUploadEffect(Catalogue.GetDiagnostics),
        new LogUploadEffect(Catalogue.GetLog),
        // Last: they go on with what comes next.
        new BootStepEffect(),
        new BulkCommandEffect(),
    ];

    /// <summary>Who is told of the action, in their order.</summary>
    public static IEnumerable<ICommandEffect> Of(OcppAction action) => All.Where(effect => effect.Action is null || effect.Action == action);

    /// <summary>A feature that fails takes neither the command's record nor the other features along.</summary>
    /// <returns>What failed, in words; null when nothing did.</returns>
    public static string? Tell(WriteUnit unit, CommandOutcome outcome)
    {
        List<string>? failed = null;
        foreach (var effect in Of(outcome.Action))
        {
            var name = effect.GetType().Name;
            if (unit.Try($"{name} of command {outcome.CommandId} {outcome.Action.Name} to station {outcome.Station}", () => effect.Apply(unit, outcome)) is { } failure)
                (failed ??= []).Add($"{name}: {failure.Message}");
        }
        return failed is null ? null : string.Join("; ", failed);
    }
}

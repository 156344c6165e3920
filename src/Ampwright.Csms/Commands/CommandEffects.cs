using Ampwright.Csms.Availability;
using Ampwright.Csms.Boot;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.LocalAuthList;
using Ampwright.Csms.Reservations;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Storage;

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
        // Last: they go on with what comes next.
        new BootStepEffect(),
        new BulkCommandEffect(),
    ];

    public static void Tell(WriteUnit unit, CommandOutcome outcome)
    {
        foreach (var effect in All)
        {
            if (effect.Action is null || effect.Action == outcome.Action) effect.Apply(unit, outcome);
        }
    }
}

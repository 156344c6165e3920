using System.Collections.Frozen;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Boot;
using Ampwright.Csms.DataTransfer;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Notifications;
using Ampwright.Csms.SecurityEvents;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Transactions;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Connections;

/// <summary>Which handler answers which action.</summary>
internal static class MessageHandlers
{
    private static readonly FrozenDictionary<OcppAction, IMessageHandler> ByAction = new IMessageHandler[]
    {
        new BootNotificationHandler(),
        new HeartbeatHandler(),
        new StatusNotificationHandler(),
        new AuthorizeHandler(),
        new StartTransactionHandler(),
        new StopTransactionHandler(),
        new MeterValuesHandler(),
        new DataTransferHandler(VendorMessages.All),
        new NotificationHandler(Catalogue.DiagnosticsStatusNotification, LogSigns.Note),
        new NotificationHandler(Catalogue.FirmwareStatusNotification, FirmwareSigns.Note),
        new NotificationHandler(Catalogue.LogStatusNotification, LogSigns.Note),
        new SecurityEventHandler(),
        new SignCertificateHandler(),
        new NotificationHandler(Catalogue.SignedFirmwareStatusNotification, FirmwareSigns.Note),
    }.ToFrozenDictionary(handler => handler.Action);

    /// <summary>The handler of the action, or null: it is then answered NotSupported.</summary>
    public static IMessageHandler? Find(OcppAction action) => ByAction.GetValueOrDefault(action);
}

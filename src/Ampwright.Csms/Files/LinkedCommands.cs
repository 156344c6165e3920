using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.Files;

/// <summary>Puts the link into a command that fetches from us or brings to us, in the moment it is sent.</summary>
internal static class LinkedCommands
{
    /// <param name="unit">Where the command is marked sent.</param>
    /// <param name="commandId">The command.</param>
    /// <param name="request">As it was queued.</param>
    /// <param name="at">Where its station reaches us.</param>
    /// <returns>As it is to be sent. A command that is sent a second time, because it never left, has another link.</returns>
    public static object Complete(WriteUnit unit, long commandId, object request, ReachedAt at)
    {
        if (LocationOf(request) is not { } location || !location.StartsWith(FileLink.Pending, StringComparison.Ordinal)) return request;
        var secret = FileLink.NewSecret();
        var link = (FileLink.HashOf(secret), at.ByOurTls);
        var known = request is GetDiagnosticsRequest or GetLogRequest
            ? LogUploads.GiveLink(unit, commandId, link)
            : FirmwareUpdates.GiveLink(unit, commandId, link);
        // Written by hand, without a file of ours behind it.
        if (!known) return request;
        var address = at.Address($"{FileLink.Path}/{secret}/{location[FileLink.Pending.Length..]}");
        return request switch
        {
            UpdateFirmwareRequest plain => plain with { Location = address },
            SignedUpdateFirmwareRequest signed => signed with { Firmware = signed.Firmware with { Location = address } },
            GetDiagnosticsRequest diagnostics => diagnostics with { Location = address },
            GetLogRequest log => log with { Log = log.Log with { RemoteLocation = address } },
            _ => request,
        };
    }

    private static string? LocationOf(object request) => request switch
    {
        UpdateFirmwareRequest plain => plain.Location,
        SignedUpdateFirmwareRequest signed => signed.Firmware.Location,
        GetDiagnosticsRequest diagnostics => diagnostics.Location,
        GetLogRequest log => log.Log.RemoteLocation,
        _ => null,
    };
}

using System.Data.Common;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Files;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.Security;
using Dapper;

namespace Ampwright.Csms.Commands.Bulk;

/// <summary>
/// Updates of firmware and uploads of logs in bulk. A station's part is over when its update or upload is, not when it has answered: what is
/// limited is how many fetch or bring at once, and what counts as failed is an update that did not succeed.
/// </summary>
internal static class BulkTransfers
{
    /// <returns>What each station is asked; null for an ordinary command.</returns>
    /// <exception cref="CommandInvalidException">Nobody can be asked it any more.</exception>
    public static TransferOrder? OrderOf(DbConnection connection, BulkCommand bulk, object request)
    {
        if (bulk.PatienceSeconds is not { } seconds) return null;
        var (template, patience) = ((IRequest)request, TimeSpan.FromSeconds(seconds));
        if (template is GetDiagnosticsRequest or GetLogRequest) return new LogOrder(template, patience);
        var file = bulk.FirmwareId is { } id ? FirmwareFiles.Find(connection, id) : null;
        return file is null
            ? throw new CommandInvalidException("", "The firmware file was removed.")
            : new FirmwareOrder(file, bulk.AnyModel, template, patience);
    }

    /// <summary>What a station was to fetch or to bring is over.</summary>
    public static void Ended(WriteUnit unit, TransferRecord transfer, string state, string? why)
    {
        var followedBy = unit.Connection.ExecuteScalar<long?>("""
            SELECT b.bulk_id FROM commands c JOIN bulk_commands b ON b.bulk_id = c.bulk_id WHERE c.command_id = @CommandId AND b.patience_seconds IS NOT NULL
            """, new { transfer.CommandId });
        if (followedBy is not { } bulk) return;
        var part = state switch
        {
            nameof(FirmwareUpdateState.Installed) or nameof(LogUploadState.Uploaded) => "Succeeded",
            nameof(FirmwareUpdateState.Cancelled) => "Skipped",
            _ => "Failed",
        };
        BulkLife.End(unit, bulk, transfer.StationId, transfer.CommandId, part, why is null ? state : $"{state}: {why}");
    }
}

using System.Data.Common;
using System.Text;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.SmartCharging;
using Dapper;

namespace Ampwright.Csms.SmartCharging;

/// <summary>
/// The profiles that each station holds, as far as its answers say. What replaces and clears what is the library's
/// <see cref="InstalledProfiles"/>, by which the station goes as well.
/// </summary>
internal static class StationProfiles
{
    // A station may take that long from the remote start to the transaction: the driver still has to plug in.
    private static readonly TimeSpan RemoteStartPatience = TimeSpan.FromMinutes(15);

    public static InstalledProfiles Of(DbConnection connection, long stationId) =>
        new([.. Rows(connection, stationId).Select(row => new InstalledProfile(row.Set.ConnectorId, row.Set.CsChargingProfiles, row.TransactionId, row.InstalledAt))]);

    public static List<StationProfile> Rows(DbConnection connection, long stationId) => connection.Query<StationProfile>("""
        SELECT charging_profile_id, request, transaction_id, installed_at, command_id FROM installed_profiles
        WHERE station_id = @stationId ORDER BY installed_at, charging_profile_id
        """, new { stationId }).AsList();

    /// <summary>A station accepted a profile.</summary>
    public static void Install(WriteUnit unit, string station, long stationId, SetChargingProfileRequest request, RunningTransaction? running, long commandId)
    {
        var installed = ProfileRules.ToInstall(request, running, unit.Now);
        Forget(unit, station, stationId, Of(unit.Connection, stationId).Install(installed).Removed);
        unit.Connection.Execute("""
            INSERT INTO installed_profiles (station_id, charging_profile_id, request, transaction_id, installed_at, command_id, site_id)
            SELECT @stationId, @id, @text, @transaction, @Now, @commandId, s.site_id FROM stations s WHERE s.station_id = @stationId
            """, new
        {
            stationId,
            id = request.CsChargingProfiles.ChargingProfileId,
            text = PayloadJson.ToText(Catalogue.SetChargingProfile.Request, request),
            transaction = installed.Transaction,
            unit.Now,
            commandId,
        });
        unit.Raise(new ChargingProfileInstalled(request.ConnectorId, request.CsChargingProfiles.ChargingProfileId, request.CsChargingProfiles.ChargingProfilePurpose.Text)
        {
            Station = station,
        });
    }

    /// <summary>A station cleared what the request names, or says that there is nothing of it.</summary>
    public static void Clear(WriteUnit unit, string station, long stationId, ClearChargingProfileRequest request) =>
        Forget(unit, station, stationId, Of(unit.Connection, stationId).Clear(request).Removed);

    /// <summary>A transaction began: the profile that came with its remote start holds for it. OCPP 1.6 ed. 2 §3.13.1, §5.11.</summary>
    public static void NoteStart(WriteUnit unit, string station, long stationId, int connectorId, string idTag, int transactionId)
    {
        var asked = unit.Connection.QueryFirstOrDefault<(long Id, string Request)?>("""
            SELECT command_id, request FROM commands
            WHERE station_id = @stationId AND action = 'RemoteStartTransaction' AND answer_status = 'Accepted' AND NOT raw AND finished_at > @since
            ORDER BY command_id DESC LIMIT 1
            """, new { stationId, since = unit.Now - RemoteStartPatience });
        if (asked is not { } command) return;
        var start = (RemoteStartTransactionRequest)Catalogue.RemoteStartTransaction.Request.Read(Encoding.UTF8.GetBytes(command.Request), ReadMode.Strict);
        if (start.ChargingProfile is not { } profile || IdTagList.Fold(start.IdTag) != IdTagList.Fold(idTag) || (start.ConnectorId ?? connectorId) != connectorId) return;
        if (unit.Connection.ExecuteScalar<int>("SELECT count(*) FROM installed_profiles WHERE command_id = @Id", new { command.Id }) > 0) return;
        Install(unit, station, stationId, new SetChargingProfileRequest { ConnectorId = connectorId, CsChargingProfiles = profile },
            new RunningTransaction(transactionId, transactionId), command.Id);
    }

    /// <summary>A transaction ended, and its profiles with it.</summary>
    public static void EndTransaction(WriteUnit unit, string station, long stationId, int transactionId) =>
        Forget(unit, station, stationId, Of(unit.Connection, stationId).EndTransaction(transactionId).Removed);

    public static RunningTransaction? Running(DbConnection connection, long stationId, int connectorId) => connection.QueryFirstOrDefault<int?>("""
        SELECT transaction_id FROM transactions WHERE station_id = @stationId AND connector_id = @connectorId AND stop_received_at IS NULL ORDER BY sequence DESC LIMIT 1
        """, new { stationId, connectorId }) is { } id ? new RunningTransaction(id, id) : null;

    private static void Forget(WriteUnit unit, string station, long stationId, IReadOnlyList<InstalledProfile> gone)
    {
        foreach (var profile in gone)
        {
            unit.Connection.Execute("DELETE FROM installed_profiles WHERE station_id = @stationId AND charging_profile_id = @id",
                new { stationId, id = profile.Profile.ChargingProfileId });
            unit.Raise(new ChargingProfileRemoved(profile.ConnectorId, profile.Profile.ChargingProfileId) { Station = station });
        }
    }
}

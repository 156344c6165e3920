using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using Ampwright.Csms.Access;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Guests;

/// <summary>
/// Start codes in the store.
/// <code>
///   made ─► used ─► the station is asked ─► StartTransaction with the code's own tag ─► StopTransaction: the tag is over
///     │       └ in one unit of work: the code is used, the tag made and the command queued, or none of it
///     └ expires, or a newer one of the connector takes its place
/// </code>
/// </summary>
internal static class StartCodes
{
    /// <summary>How the tags begin that are made for guests.</summary>
    public const string TagPrefix = "GUEST-";

    /// <summary>How long a guest has, from using the code to the station's start: to plug in, and for the station to tell.</summary>
    public static readonly TimeSpan ToBegin = TimeSpan.FromMinutes(5);

    /// <summary>How long a code is kept that nobody used in time.</summary>
    public static readonly TimeSpan UnusedKept = TimeSpan.FromDays(1);

    private const int ForgottenAtOnce = 1000;
    private const int CodeBytes = 16;
    private const int TagLetters = 12;

    // For the command alone: a guest stands before the station.
    private static readonly TimeSpan ToBeSent = TimeSpan.FromSeconds(30);

    private const string Columns = """
        SELECT c.start_code_id, c.station_id, s.identity AS station, c.connector_id, c.made_at, c.made_by, c.expires_at, c.withdrawn_at, c.used_at, c.id_tag,
               c.begin_by, c.command_id, c.transaction_id, t.stop_received_at AS stopped_at
        FROM start_codes c JOIN stations s ON s.station_id = c.station_id LEFT JOIN transactions t ON t.transaction_id = c.transaction_id
        """;

    /// <summary>Makes a code; the connector's other codes that nobody has used are worth nothing from now on.</summary>
    /// <returns>The code, told once, and its number.</returns>
    public static (string Code, long Id) Make(WriteUnit unit, Caller who, StationRecord station, int connectorId, TimeSpan lifetime)
    {
        unit.Connection.Execute("""
            UPDATE start_codes SET withdrawn_at = @Now WHERE station_id = @StationId AND connector_id = @connectorId AND used_at IS NULL AND withdrawn_at IS NULL
            """, new { unit.Now, station.StationId, connectorId });
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO start_codes (station_id, connector_id, code_hash, made_at, made_by, expires_at)
            VALUES (@StationId, @connectorId, @hash, @Now, @Label, @until) RETURNING start_code_id
            """, new { station.StationId, connectorId, hash = Secret.HashOf(code), unit.Now, who.Label, until = unit.Now + lifetime });
        unit.Raise(new StartCodeChanged(id, connectorId, nameof(StartCodeState.Open)) { Station = station.Identity });
        return (code, id);
    }

    /// <returns>Whether it could be: it was neither used nor taken back before.</returns>
    public static bool Withdraw(WriteUnit unit, Caller who, StartCode code)
    {
        if (unit.Connection.Execute(
            "UPDATE start_codes SET withdrawn_at = @Now WHERE start_code_id = @StartCodeId AND used_at IS NULL AND withdrawn_at IS NULL", new { unit.Now, code.StartCodeId }) == 0) return false;
        AuditLog.Append(unit, who, "startCode.withdraw", code.Station, $$"""{"startCode":{{code.StartCodeId}}}""");
        unit.Raise(new StartCodeChanged(code.StartCodeId, code.ConnectorId, nameof(StartCodeState.Withdrawn)) { Station = code.Station });
        return true;
    }

    public static StartCode? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<StartCode>($"{Columns} WHERE c.start_code_id = @id", new { id });

    /// <summary>Null for what no code is; of what cannot be one nobody is asked.</summary>
    public static StartCode? Find(DbConnection connection, string code) => !IsOne(code) ? null :
        connection.QuerySingleOrDefault<StartCode>($"{Columns} WHERE c.code_hash = @hash", new { hash = Secret.HashOf(code) });

    /// <summary>Whether a text has the form of a code.</summary>
    public static bool IsOne(string text) => text.Length == Base64Url.GetEncodedLength(CodeBytes) && Base64Url.IsValid(text);

    /// <summary>The newest first.</summary>
    public static List<StartCode> List(DbConnection connection, long stationId, long before, int limit) => connection.Query<StartCode>(
        $"{Columns} WHERE c.station_id = @stationId AND c.start_code_id < @before ORDER BY c.start_code_id DESC LIMIT @limit", new { stationId, before, limit }).AsList();

    /// <summary>Uses a code: makes the tag of its session and asks the station to start it.</summary>
    /// <returns>The command; null when somebody else was faster.</returns>
    /// <exception cref="CommandInvalidException">The station may not be asked now; the code stays as it is.</exception>
    public static long? Use(WriteUnit unit, StartCode code, StationRecord station)
    {
        var idTag = TagPrefix + RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", TagLetters);
        if (unit.Connection.Execute("""
            UPDATE start_codes SET used_at = @Now, id_tag = @idTag, id_tag_key = @idTag, begin_by = @beginBy
            WHERE start_code_id = @StartCodeId AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > @Now
            """, new { unit.Now, idTag, beginBy = unit.Now + ToBegin, code.StartCodeId }) == 0) return null;
        var guest = Caller.Guest(code.StartCodeId);
        var command = CommandQueue.Add(unit, station, NewCommand.Of(new RemoteStartTransactionRequest { ConnectorId = code.ConnectorId, IdTag = idTag }, guest.Label) with
        {
            Lifetime = ToBeSent,
            WaitsForStation = false,
        }).CommandId;
        unit.Connection.Execute("UPDATE start_codes SET command_id = @command WHERE start_code_id = @StartCodeId", new { command, code.StartCodeId });
        // Who made it stands here and not in a line of its own: a display makes one every few minutes, and the log is for ever.
        AuditLog.Append(unit, guest, "startCode.use", station.Identity, AuditDetail.Of("madeBy", code.MadeBy));
        unit.Raise(new StartCodeChanged(code.StartCodeId, code.ConnectorId, nameof(StartCodeState.Starting)) { Station = station.Identity });
        return command;
    }

    /// <summary>Forgets codes that nobody used and whose time was over by then, some at a time.</summary>
    /// <returns>Whether there may be more.</returns>
    public static bool Forget(WriteUnit unit, DateTimeOffset before) => unit.Connection.Execute("""
        DELETE FROM start_codes WHERE start_code_id IN (
          SELECT start_code_id FROM start_codes WHERE used_at IS NULL AND expires_at < @before ORDER BY expires_at LIMIT @ForgottenAtOnce)
        """, new { before, ForgottenAtOnce }) == ForgottenAtOnce;

    /// <summary>What is known of a tag that was made for a guest, at the station it was made for; null when it is none.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="stationId">The station that asks.</param>
    /// <param name="key">The tag, folded.</param>
    /// <param name="start">Where and when a session begins that is decided about.</param>
    public static TagFacts? Facts(DbConnection connection, long stationId, string key, (int ConnectorId, DateTimeOffset At)? start)
    {
        if (!key.StartsWith(TagPrefix, StringComparison.Ordinal)) return null;
        var code = connection.QuerySingleOrDefault<StartCode>($"{Columns} WHERE c.id_tag_key = @key AND c.station_id = @stationId", new { key, stationId });
        if (code is null || (start is { } where && where.ConnectorId != code.ConnectorId)) return null;
        // A start that comes late was in time if it began in time.
        var inTime = code.TransactionId is null && start?.At <= code.BeginBy && start?.At >= code.UsedAt - ToBegin;
        return new TagFacts
        {
            IdTag = code.IdTag!,
            StartCodeId = code.StartCodeId,
            OneTransactionAtATime = true,
            ExpiresAt = code.TransactionId is not null ? code.StoppedAt : inTime ? null : code.BeginBy,
        };
    }

    /// <summary>The session of a code has begun: its tag is good for this one only.</summary>
    public static void NoteStart(WriteUnit unit, StartDecision start, int transactionId)
    {
        if (start is not { Decision.Accepted: true, Tag.StartCodeId: { } id }) return;
        unit.Connection.Execute("UPDATE start_codes SET transaction_id = @transactionId WHERE start_code_id = @id AND transaction_id IS NULL", new { transactionId, id });
    }
}

using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Dapper;

namespace Ampwright.Csms.StationCertificates;

/// <summary>The requests in the store: every step of a <see cref="CertificateRequestState"/> is one row changed and one event.</summary>
internal static class CertificateRequests
{
    private const string Columns = """
        SELECT r.request_id, s.identity AS station, r.station_id, s.site_id, r.csr, r.subject, r.state, r.issuer, r.received_at, r.issued_at, r.ended_at, r.chain,
               r.serial_number, r.expires_at, r.command_id, r.why
        FROM certificate_requests r JOIN stations s USING (station_id)
        """;

    /// <summary>Takes a request in; one that is repeated while it is under way is the same.</summary>
    /// <param name="refusal">Why it is not signed.</param>
    public static void Receive(WriteUnit unit, Lease lease, string csr, string subject, CertificateIssuer issuer, string? refusal)
    {
        var hash = HashOf(csr);
        var known = unit.Connection.ExecuteScalar<int>("""
            SELECT count(*) FROM certificate_requests WHERE station_id = @StationId AND csr_hash = @hash AND state IN ('Waiting', 'Issued')
            """, new { lease.StationId, hash }) > 0;
        if (known) return;
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO certificate_requests (station_id, csr, csr_hash, subject, state, issuer, received_at, ended_at, why)
            VALUES (@StationId, @csr, @hash, @subject, @state, @issuer, @Now, @ended, @refusal) RETURNING request_id
            """, new
        {
            lease.StationId,
            csr,
            hash,
            subject,
            state = (refusal is null ? CertificateRequestState.Waiting : CertificateRequestState.Refused).ToString(),
            issuer = issuer.ToString(),
            unit.Now,
            ended = refusal is null ? (DateTimeOffset?)null : unit.Now,
            refusal,
        });
        Tell(unit, id);
    }

    public static CertificateRequestRecord? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<CertificateRequestRecord>($"{Columns} WHERE r.request_id = @id", new { id });

    /// <summary>The newest first.</summary>
    public static List<CertificateRequestRecord> List(
        DbConnection connection, SiteScope scope, string? station, CertificateRequestState? state, long before, int limit) =>
        connection.Query<CertificateRequestRecord>($"""
            {Columns}
            WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@state IS NULL OR r.state = @state) AND r.request_id < @before
            ORDER BY r.request_id DESC LIMIT @limit
            """, new { scope.All, scope.Ids, key = station is null ? null : StationIdentity.Fold(station), state = state?.ToString(), before, limit }).AsList();

    /// <summary>The station's newest, in this state where one is given.</summary>
    public static CertificateRequestRecord? Newest(DbConnection connection, long stationId, CertificateRequestState? state = null) => connection.QueryFirstOrDefault<CertificateRequestRecord>(
        $"{Columns} WHERE r.station_id = @stationId AND (@state IS NULL OR r.state = @state) ORDER BY r.request_id DESC LIMIT 1", new { stationId, state = state?.ToString() });

    /// <summary>Those that the installation's own authority is to sign, the oldest first.</summary>
    public static List<CertificateRequestRecord> ForUs(DbConnection connection) => connection.Query<CertificateRequestRecord>(
        $"{Columns} WHERE r.state = 'Waiting' AND r.issuer = 'BuiltIn' ORDER BY r.request_id LIMIT 100").AsList();

    public static CertificateRequestRecord? OfCommand(DbConnection connection, long commandId) =>
        connection.QuerySingleOrDefault<CertificateRequestRecord>($"{Columns} WHERE r.command_id = @commandId", new { commandId });

    /// <summary>A chain is there; it goes to the station where that is to get CALLs by itself, or where a person brings it.</summary>
    /// <param name="by">Who brings it; null: the installation's own authority.</param>
    /// <exception cref="CommandInvalidException">The station may not be sent it now; only where a person brings it.</exception>
    public static void Issue(WriteUnit unit, CertificateRequestRecord request, CertificateChain chain, string? by = null)
    {
        unit.Connection.Execute("""
            UPDATE certificate_requests SET state = 'Issued', issued_at = @Now, ended_at = NULL, why = NULL, chain = @chain, serial_number = @serial, expires_at = @expires
            WHERE request_id = @RequestId
            """, new
        {
            unit.Now,
            chain = chain.ToPem(),
            serial = CertificateHashes.SerialNumberOf(chain.Leaf),
            expires = new DateTimeOffset(chain.Leaf.NotAfter.ToUniversalTime()),
            request.RequestId,
        });
        Send(unit, request, chain.ToPem(), by);
        Tell(unit, request.RequestId);
    }

    /// <summary>Sends the chain, again where it was sent before.</summary>
    public static void Send(WriteUnit unit, CertificateRequestRecord request, string chain, string? by)
    {
        if (StationRegistry.Find(unit.Connection, request.Station) is not { } station) return;
        var signed = new CertificateSignedRequest { CertificateChain = chain };
        var command = by is null
            ? CommandQueue.AddByItself(unit, station, signed, CommandDesk.LongestLifetime)
            : CommandQueue.Add(unit, station, NewCommand.Of(signed, by) with { Lifetime = CommandDesk.LongestLifetime }).CommandId;
        unit.Connection.Execute("UPDATE certificate_requests SET state = 'Issued', ended_at = NULL, why = NULL, command_id = @command WHERE request_id = @RequestId",
            new { command, request.RequestId });
    }

    public static void End(WriteUnit unit, CertificateRequestRecord request, CertificateRequestState state, string? why = null)
    {
        unit.Connection.Execute("UPDATE certificate_requests SET state = @state, ended_at = @Now, why = @why WHERE request_id = @RequestId",
            new { state = state.ToString(), unit.Now, why, request.RequestId });
        Tell(unit, request.RequestId);
    }

    private static void Tell(WriteUnit unit, long id)
    {
        var now = Find(unit.Connection, id)!;
        unit.Raise(new CertificateRequestChanged(id, now.State.ToString(), now.SerialNumber) { Station = now.Station });
    }

    private static string HashOf(string csr) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(csr)));
}

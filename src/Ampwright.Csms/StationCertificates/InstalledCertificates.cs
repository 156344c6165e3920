using System.Data.Common;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Dapper;

namespace Ampwright.Csms.StationCertificates;

/// <summary>The roots that a station holds, as far as it told or agreed.</summary>
internal static class InstalledCertificates
{
    public static void Add(WriteUnit unit, long stationId, string type, CertificateHashData hash) => unit.Connection.Execute("""
        INSERT INTO installed_certificates (station_id, certificate_type, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number, seen_at)
        VALUES (@stationId, @type, @algorithm, @nameHash, @keyHash, @serial, @Now)
        ON CONFLICT (station_id, certificate_type, hash_algorithm, issuer_key_hash, serial_number) DO UPDATE SET seen_at = excluded.seen_at
        """, new
    {
        stationId,
        type,
        algorithm = hash.HashAlgorithm.Text,
        nameHash = hash.IssuerNameHash.ToUpperInvariant(),
        keyHash = hash.IssuerKeyHash.ToUpperInvariant(),
        serial = hash.SerialNumber.ToUpperInvariant(),
        unit.Now,
    });

    /// <summary>The station told all of this type.</summary>
    public static void Replace(WriteUnit unit, long stationId, string type, IReadOnlyList<CertificateHashData> hashes)
    {
        unit.Connection.Execute("DELETE FROM installed_certificates WHERE station_id = @stationId AND certificate_type = @type", new { stationId, type });
        foreach (var hash in hashes) Add(unit, stationId, type, hash);
    }

    public static void Remove(WriteUnit unit, long stationId, CertificateHashData gone)
    {
        foreach (var held in List(unit.Connection, stationId))
        {
            if (!CertificateHashes.Same(held.Hash, gone)) continue;
            unit.Connection.Execute("""
                DELETE FROM installed_certificates WHERE station_id = @stationId AND certificate_type = @CertificateType AND hash_algorithm = @HashAlgorithm
                  AND issuer_key_hash = @IssuerKeyHash AND serial_number = @SerialNumber
                """, new { stationId, held.CertificateType, held.HashAlgorithm, held.IssuerKeyHash, held.SerialNumber });
        }
    }

    public static List<InstalledCertificate> List(DbConnection connection, long stationId) => connection.Query<InstalledCertificate>("""
        SELECT certificate_type, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number, seen_at
        FROM installed_certificates WHERE station_id = @stationId ORDER BY certificate_type, serial_number
        """, new { stationId }).AsList();
}

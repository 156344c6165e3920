using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Firmware;

/// <summary>The signers in the store.</summary>
internal static class FirmwareSigners
{
    private const string Columns = "SELECT signer_id, name, certificate, key_sealed, pkcs1, subject, expires_at, added_at, added_by FROM firmware_signers";

    /// <returns>The number; null where the name is taken.</returns>
    public static long? Add(WriteUnit unit, FirmwareSigner signer)
    {
        if (UniqueName.IsAnothers(unit.Connection, "firmware_signers", "signer_id", signer.Name, 0)) return null;
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO firmware_signers (name, name_key, certificate, key_sealed, pkcs1, subject, expires_at, added_at, added_by)
            VALUES (@Name, @key, @Certificate, @KeySealed, @Pkcs1, @Subject, @ExpiresAt, @Now, @AddedBy) RETURNING signer_id
            """, new
        {
            signer.Name,
            key = UniqueName.Key(signer.Name),
            signer.Certificate,
            signer.KeySealed,
            signer.Pkcs1,
            signer.Subject,
            signer.ExpiresAt,
            unit.Now,
            signer.AddedBy,
        });
        unit.Raise(new FirmwareSignerChanged(id, signer.Name, "Added"));
        return id;
    }

    public static FirmwareSigner? Find(DbConnection connection, long id) => connection.QuerySingleOrDefault<FirmwareSigner>($"{Columns} WHERE signer_id = @id", new { id });

    public static List<FirmwareSigner> List(DbConnection connection) => connection.Query<FirmwareSigner>($"{Columns} ORDER BY name_key").AsList();

    public static void Remove(WriteUnit unit, FirmwareSigner signer)
    {
        unit.Connection.Execute("DELETE FROM firmware_signers WHERE signer_id = @SignerId", new { signer.SignerId });
        unit.Raise(new FirmwareSignerChanged(signer.SignerId, signer.Name, "Removed"));
    }
}

using System.Security.Cryptography;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>
/// Hands out transaction ids: a durable counter through a permutation whose key is made at the first start and kept in the database.
/// Whoever sees an id cannot tell the next one, so no station can name another's transaction by counting.
/// </summary>
internal static class TransactionIds
{
    private const string KeyName = "transaction_id_key";

    public static (int TransactionId, int Sequence) Next(WriteUnit unit)
    {
        var sequence = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO counters (name, value) VALUES ('transactions', 1)
            ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value
            """);
        if (sequence > int.MaxValue) throw new StorageException("All 2147483647 transaction ids have been used.");
        return (new IdPermutation(Key(unit)).Encode((int)sequence), (int)sequence);
    }

    private static byte[] Key(WriteUnit unit)
    {
        var key = unit.Connection.QuerySingleOrDefault<byte[]>("SELECT value FROM settings WHERE name = @KeyName", new { KeyName });
        if (key is not null) return key;
        key = RandomNumberGenerator.GetBytes(32);
        unit.Connection.Execute("INSERT INTO settings (name, value) VALUES (@KeyName, @key)", new { KeyName, key });
        return key;
    }
}

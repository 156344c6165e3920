using System.Data.Common;
using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>Names that people give, each once in its list whatever its case: kept as given, compared by the column <c>name_key</c>.</summary>
internal static class UniqueName
{
    public static string Key(string name) => name.ToUpperInvariant();

    /// <summary>Whether another row has the name.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="table">The list.</param>
    /// <param name="idColumn">The column of its numbers.</param>
    /// <param name="name">The name.</param>
    /// <param name="id">The row that is to have it.</param>
    public static bool IsAnothers(DbConnection connection, string table, string idColumn, string name, long id) => connection.ExecuteScalar<long>(
        $"SELECT count(*) FROM {table} WHERE name_key = @key AND {idColumn} <> @id", new { key = Key(name), id }) > 0;
}

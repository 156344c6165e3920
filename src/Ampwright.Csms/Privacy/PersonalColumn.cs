using System.Data.Common;
using Ampwright.Csms.Storage.Postgres;
using Dapper;

namespace Ampwright.Csms.Privacy;

/// <summary>A column that tells of whom a row is: <c>driver_id</c>, or <c>id_tag_key</c>, the folded form of an <c>id_tag</c> beside it.</summary>
internal sealed record PersonalColumn
{
    public string Table { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>Whether it may be empty: then the row stays without it.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>All of them, as the schema has them: a table that is added is not forgotten.</summary>
    public static List<PersonalColumn> All(DbConnection connection) => connection.Query<PersonalColumn>(connection is PostgresConnection
        ? """
            SELECT table_name::text AS "table", column_name::text AS name, is_nullable = 'YES' AS may_be_empty FROM information_schema.columns
            WHERE table_schema = current_schema() AND column_name IN ('driver_id', 'id_tag_key') ORDER BY 1, 2
            """
        : """
            SELECT m.name AS "table", c.name AS name, c."notnull" = 0 AND c.pk = 0 AS may_be_empty FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND c.name IN ('driver_id', 'id_tag_key') ORDER BY 1, 2
            """).AsList();
}

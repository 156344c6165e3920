using System.Globalization;
using System.Text;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ampwright.Csms.Backup;

/// <summary>
/// Copies an installation from a file of SQLite into an empty PostgreSQL database, in one transaction: all of it is there or nothing.
/// <code>
///   1 the file: nobody works on it, its schema is this program's     2 the target: schema made, nothing in it
///   3 table by table, the referenced ones first     4 what is there now is counted and summed against what was sent     5 commit
/// </code>
/// </summary>
internal static class InstallationCopy
{
    /// <exception cref="StartException">It cannot be done; the target is as it was, apart from empty tables.</exception>
    public static async Task RunAsync(string file, PostgresAddress to, TextWriter console, DateTimeOffset now)
    {
        await using var store = new PostgresStore(to, new DatabaseOptions { Location = to, Readers = 0 });
        Run(file, to, store, console, now);
    }

    private static void Run(string file, PostgresAddress to, PostgresStore store, TextWriter console, DateTimeOffset now)
    {
        Rows.Use();
        if (!File.Exists(file)) throw new StartException($"There is no file {file}. Give the database of an installation: csms.db in its data folder.");
        using var alone = DataFolder.Open(Path.GetDirectoryName(Path.GetFullPath(file))!); // 1
        using var source = SqliteBackup.OpenToRead(file);
        SqliteBackup.RequireThisSchema(source, file);
        try
        {
            store.Prepare(now); // 2
            using var target = store.TakeConnection();
            RequireEmpty(target, to);
            target.Execute("BEGIN TRANSACTION");
            foreach (var table in Tables(target)) // 3
            {
                var sent = CopyTable(source, target, table);
                RequireSame(source, target, sent); // 4
                console.WriteLine($"{table,-32} {sent.Rows.ToString("N0", CultureInfo.InvariantCulture),12} rows");
            }
            console.WriteLine($"energy of ended transactions: {RequireSameEnergy(source, target).ToString("N0", CultureInfo.InvariantCulture)} Wh on both sides");
            target.Execute("COMMIT TRANSACTION"); // 5
            console.WriteLine($"Copied into {to}. Start the program with --database and the same --data; the file {file} is left as it is.");
        }
        catch (StorageException failure)
        {
            throw new StartException(failure.Message, failure);
        }
        catch (PostgresException failure)
        {
            throw new StartException($"Nothing was copied: {failure.MessageText} ({failure.SqlState}, table {failure.TableName ?? "unknown"}).", failure);
        }
    }

    private static void RequireEmpty(NpgsqlConnection target, PostgresAddress to)
    {
        // A program that was ever started over it has left its first account there.
        foreach (var table in (string[])["accounts", "stations", "events", "audit_log", "transactions"])
        {
            if (target.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM {table})"))
                throw new StartException($"The database {to} is not empty: there are rows in {table}. Make a new one for the copy.");
        }
    }

    /// <summary>Every table with what it refers to before it.</summary>
    private static List<string> Tables(NpgsqlConnection target)
    {
        var left = target.Query<string>("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'schema_migrations' ORDER BY 1").ToList();
        var references = target.Query<(string From, string To)>("""
            SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
            WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = current_schema()::regnamespace
            """).ToList();
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            var next = left.Find(table => !references.Exists(reference => reference.From == table && left.Contains(reference.To)))
                ?? throw new InvalidOperationException("The tables refer to each other in a circle.");
            left.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }

    private static SentTable CopyTable(SqliteConnection source, NpgsqlConnection target, string table)
    {
        var columns = target.Query<Column>("""
            SELECT column_name::text AS name, data_type::text AS type, is_identity = 'YES' AS is_identity
            FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table ORDER BY ordinal_position
            """, new { table }).ToList();
        // What a migration has put there is in the file too, as it has become since.
        target.Execute($"DELETE FROM {table}");
        var names = string.Join(", ", columns.Select(column => column.Name));
        var sent = new SentTable(table, columns, new decimal[columns.Count]);
        using (var reader = source.ExecuteReader($"SELECT {names} FROM {table}"))
        using (var writer = target.BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)"))
        {
            while (reader.Read())
            {
                sent.Rows++;
                writer.StartRow();
                for (var index = 0; index < columns.Count; index++) sent.Sums[index] += Write(writer, columns[index].Type, reader.IsDBNull(index) ? null : reader.GetValue(index));
            }
            writer.Complete();
        }
        foreach (var column in columns.Where(column => column.IsIdentity)) ContinueNumbers(source, target, table, column.Name);
        return sent;
    }

    /// <returns>What the value adds to its column's sum.</returns>
    private static decimal Write(NpgsqlBinaryImporter writer, string type, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                return 0;
            case long truth when type == "boolean":
                writer.Write(truth != 0);
                return truth != 0 ? 1 : 0;
            case long number:
                writer.Write(number);
                return number;
            case double number:
                writer.Write(number);
                return 0;
            case byte[] bytes:
                writer.Write(bytes);
                return bytes.Length;
            case string text:
                text = PostgresParameter.Storable(text);
                writer.Write(text);
                return Encoding.UTF8.GetByteCount(text);
            default:
                throw new InvalidOperationException($"A column holds a {value.GetType().Name}.");
        }
    }

    private static void ContinueNumbers(SqliteConnection source, NpgsqlConnection target, string table, string column)
    {
        // Where SQLite promises never to use a number twice, it remembers the highest it gave.
        var given = source.ExecuteScalar<long?>("SELECT seq FROM sqlite_sequence WHERE name = @table", new { table }) ?? 0;
        var highest = Math.Max(given, target.ExecuteScalar<long?>($"SELECT max({column}) FROM {table}") ?? 0);
        if (highest > 0) target.Execute("SELECT setval(pg_get_serial_sequence(@table, @column), @highest)", new { table, column, highest });
    }

    private static void RequireSame(SqliteConnection source, NpgsqlConnection target, SentTable sent)
    {
        var there = source.ExecuteScalar<long>($"SELECT count(*) FROM {sent.Table}");
        var sums = sent.Columns.Select(column => column.Type switch
        {
            "bigint" => $"coalesce(sum({column.Name}), 0)::text",
            "boolean" => $"count(*) FILTER (WHERE {column.Name})::text",
            "double precision" => "'0'",
            _ => $"coalesce(sum(octet_length({column.Name})), 0)::text",
        });
        using var reader = target.ExecuteReader($"SELECT count(*), {string.Join(", ", sums)} FROM {sent.Table}");
        reader.Read();
        var here = reader.GetInt64(0);
        if (there != sent.Rows || here != sent.Rows)
            throw new StartException($"Nothing was copied: {sent.Table} has {there} rows in the file, {sent.Rows} were sent, {here} arrived.");
        for (var index = 0; index < sent.Columns.Count; index++)
        {
            var arrived = decimal.Parse(reader.GetString(index + 1), CultureInfo.InvariantCulture);
            if (arrived != sent.Sums[index])
                throw new StartException($"Nothing was copied: the sum of {sent.Table}.{sent.Columns[index].Name} is {arrived}, and {sent.Sums[index]} was sent.");
        }
    }

    private static long RequireSameEnergy(SqliteConnection source, NpgsqlConnection target)
    {
        const string energy = "SELECT CAST(coalesce(sum(meter_stop - meter_start), 0) AS bigint) FROM transactions WHERE stop_received_at IS NOT NULL";
        var (before, after) = (source.ExecuteScalar<long>(energy), target.ExecuteScalar<long>(energy));
        return before == after ? after : throw new StartException($"Nothing was copied: the energy of all transactions is {before} Wh in the file and {after} Wh in the copy.");
    }

    private sealed record Column
    {
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
        public bool IsIdentity { get; init; }
    }

    private sealed record SentTable(string Table, List<Column> Columns, decimal[] Sums)
    {
        public long Rows { get; set; }
    }
}

using System.Collections.Concurrent;
using System.Data.Common;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.TestKit.Programs;
using Dapper;
using Npgsql;

[assembly: AssemblyFixture(typeof(Ampwright.Csms.Tests.Storage.TestDatabases))]

namespace Ampwright.Csms.Tests.Storage;

/// <summary>
/// Gives each test a database of its own: a file of SQLite, or, in the test's second run, a database of one PostgreSQL server that starts with
/// the first such test and ends with the test program.
/// </summary>
public sealed class TestDatabases : IDisposable
{
    private const string Template = "csms_template";
    private static readonly Lazy<PostgresServer> Started = new(Start);
    private static readonly ConcurrentBag<PostgresAddress> Free = [];
    private static int _count;

    /// <summary>Whether the present test is in its run on PostgreSQL.</summary>
    public static bool OnPostgres => TestContext.Current.TestCase?.Traits.ContainsKey(OnBothDatabases.Trait) ?? false;

    public static PostgresServer Server
    {
        get
        {
            if (PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
            return Started.Value;
        }
    }

    /// <param name="file">Where a file of SQLite would be.</param>
    internal static DatabaseLocation New(string file) => OnPostgres ? Borrow() : new SqliteFile(file);

    /// <summary>A database to be given back with <see cref="GiveBack"/>: emptying one is cheaper than making one.</summary>
    internal static PostgresAddress Borrow() => Free.TryTake(out var free) ? free : NewOnPostgres();

    /// <summary>Empties the database for the next test; its program must have let go of it.</summary>
    internal static void GiveBack(DatabaseLocation? location)
    {
        if (location is not PostgresAddress address) return;
        Execute("""
            DO $$ DECLARE one text; BEGIN
              SET LOCAL session_replication_role = replica;
              FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations' LOOP EXECUTE format('DELETE FROM %I', one); END LOOP;
              FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'seed' AND tablename <> '-' LOOP EXECUTE format('INSERT INTO %I SELECT * FROM seed.%I', one, one); END LOOP;
              PERFORM setval(format('%I', name)::regclass, coalesce(value, 1), value IS NOT NULL) FROM seed."-";
            END $$
            """, address.Name);
        Free.Add(address);
    }

    /// <summary>The names of all tables of the program.</summary>
    internal static List<string> Tables(DbConnection connection) => connection.Query<string>(OnPostgres
        ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        : "SELECT name FROM sqlite_master WHERE type = 'table'").AsList();

    /// <param name="isEmpty">Without our tables.</param>
    internal static PostgresAddress NewOnPostgres(bool isEmpty = false)
    {
        var name = $"csms_{Interlocked.Increment(ref _count)}";
        Execute($"CREATE DATABASE {name} TEMPLATE {(isEmpty ? "template0" : Template)}");
        return PostgresAddress.Parse(Server.Address(name));
    }

    /// <summary>Runs SQL beside the program, as the server's owner.</summary>
    internal static void Execute(string sql, string database = "postgres", PostgresServer? server = null)
    {
        var at = PostgresAddress.Parse((server ?? Server).Address(database));
        using var connection = new NpgsqlConnection($"Host={at.Host};Port={at.Port};Username={at.User};Database={at.Name};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (Started.IsValueCreated) Started.Value.Dispose();
    }

    private static PostgresServer Start()
    {
        var server = PostgresServer.Start();
        server.CreateDatabase(Template);
        var store = new PostgresStore(PostgresAddress.Parse(server.Address(Template)), new DatabaseOptions { Location = new SqliteFile("") });
        Rows.Use();
        for (var tries = 1; ; tries++)
        {
            try
            {
                store.Prepare(TimeProvider.System.GetUtcNow());
                break;
            }
            catch (StorageException) when (tries < 12)
            {
                // A machine that is busy with the first tests: a connection waits 5 s for its server.
            }
        }
        // What the migrations put into the tables, and where the numbers begin.
        Execute("""
            DO $$ DECLARE one text; filled boolean; BEGIN
              CREATE SCHEMA seed;
              FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations' LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one) INTO filled;
                IF filled THEN EXECUTE format('CREATE TABLE seed.%I AS TABLE %I', one, one); END IF;
              END LOOP;
              CREATE TABLE seed."-" AS SELECT sequencename AS name, last_value AS value FROM pg_sequences WHERE schemaname = 'public';
            END $$
            """, Template, server);
        // A blocking wait: it is the first test's fixture that asks, in a constructor.
#pragma warning disable VSTHRD002
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        return server;
    }
}

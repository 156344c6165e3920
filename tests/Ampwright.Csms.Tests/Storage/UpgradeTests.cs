using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Storage.Sqlite;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Transactions;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>An installation of the first schema, in use since, meets today's program.</summary>
public sealed class UpgradeTests
{
    private const int Id = 1_234_567;

    // SHA-256 of the first schema as SQLite got it from its first program.
    private const string FirstSchema = "0B343D5BB09F943B26F4D3B2E7B51A44386727709A92A5A37E2BF86F6596B1D5";

    private static readonly DateTimeOffset Then = new(2026, 1, 31, 23, 59, 59, TimeSpan.Zero);

    [Fact]
    public void The_first_schema_is_to_SQLite_what_it_was_in_the_first_program() =>
        Assert.Equal(FirstSchema, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(SqliteDdl.Dialect.Translate(Migrations.All[0].Sql)))));

    [Fact]
    public async Task A_database_of_the_first_schema_is_brought_up_to_date_and_worked_on()
    {
        var folder = Directory.CreateTempSubdirectory("ampwright-upgrade-");
        try
        {
            var location = TestDatabases.OnPostgres ? (DatabaseLocation)TestDatabases.NewOnPostgres(isEmpty: true) : new SqliteFile(Path.Combine(folder.FullName, "csms.db"));
            MakeOld(location);

            await using var csms = await RunningCsms.StartAsync(location: location);

            Assert.Equal(
                Migrations.All.Select(migration => migration.Number),
                await csms.Database.ReadAsync(connection => connection.Query<int>("SELECT number FROM schema_migrations ORDER BY number").AsList()));
            // Nothing is lost or altered: truth values, blobs, instants, numbers.
            var station = await csms.Stations.FindAsync("cp1");
            Assert.Equal((true, false, 1L, 1L), (station!.NoPong, station.AcceptsHexPassword, station.StationId, station.SiteId));
            Assert.True((await csms.IdTags.FindAsync("tag"))!.Blocked);
            Assert.Equal((CommandState.Answered, "ann"), (await csms.Commands.FindAsync(1) is { } command ? (command.State, command.RequestedBy) : default));
            Assert.Equal(["IdTagChanged"], (await csms.ChangesAsync()).Take(1).Select(change => change.GetType().Name));
            var transaction = Assert.Single(await csms.Transactions.ListAsync(new TransactionFilter()));
            Assert.Equal((Id, Then, true), (transaction.TransactionId, transaction.StartedAt, transaction.Open));

            // The station comes with its old password, repeats a start and a stop that were answered before, and ends what was open.
            await using var charger = await csms.ConnectAsync();
            var again = await charger.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"TAG","meterStart":100,"timestamp":"2026-01-31T23:59:59Z"}""");
            Assert.Equal((Id, "Accepted"), (again[2].GetProperty("transactionId").GetInt32(), again[2].GetProperty("idTagInfo").GetProperty("status").GetString()));
            Assert.Equal(3, (await charger.CallAsync("StopTransaction", $$"""{"transactionId":{{Id}},"meterStop":600,"timestamp":"2026-02-01T01:00:00Z"}"""))[0].GetInt32());
            Assert.Equal(500, Assert.Single(await csms.Transactions.ListAsync(new TransactionFilter())).EnergyWh);
            // Numbers go on where they were.
            Assert.Equal(2, (await csms.Commands.QueueAsync("CP1", "ClearCache", System.Text.Json.JsonElement.Parse("{}"), "ann")).CommandId);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void MakeOld(DatabaseLocation location)
    {
        Rows.Use();
        SystemSqlite.Use();
        using DbConnection connection = location is PostgresAddress at
            ? new NpgsqlConnection($"Host={at.Host};Port={at.Port};Username={at.User};Database={at.Name};Pooling=false")
            : new SqliteConnection($"Data Source={((SqliteFile)location).Path};Pooling=false");
        connection.Open();
        if (location is PostgresAddress) connection.Execute(PostgresDdl.Before);
        var dialect = location is PostgresAddress ? PostgresDdl.Dialect : SqliteDdl.Dialect;
        var (number, name, sql) = Migrations.All[0];
        connection.Execute(dialect.Translate("CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT"));
        connection.Execute(dialect.Translate(sql));
        connection.Execute("INSERT INTO schema_migrations VALUES (@number, @name, @Then)", new { number, name, Then });
        var password = StationPassword.Create(RunningCsms.Password);
        foreach (var row in (string[])
        [
            "INSERT INTO settings VALUES ('transaction_id_key', @key)",
            "INSERT INTO counters VALUES ('transactions', 1)",
            """
            INSERT INTO stations (identity, identity_key, boot_policy, heartbeat_seconds, retry_seconds, without_password, accepts_hex_password, no_pong,
              assumes_subprotocol, password_salt, password_hash, registered_at, last_boot_at, lease_epoch)
            VALUES ('CP1', 'CP1', 'Accepted', 300, 60, @no, @no, @yes, @no, @Salt, @Hash, @Then, @Then, 7)
            """,
            "INSERT INTO connectors VALUES (1, 1, 'Charging', 'NoError', NULL, NULL, NULL, @Then, @Then, @Then)",
            "INSERT INTO id_tags VALUES ('TAG', 'TAG', 'FLEET', @yes, NULL, @no, 'a note', @Then)",
            """
            INSERT INTO transactions (transaction_id, sequence, station_id, connector_id, id_tag, id_tag_key, meter_start, started_at, received_at, verdict, last_meter, last_power)
            VALUES (@Id, 1, 1, 1, 'TAG', 'TAG', 100, @Then, @Then, 'Accepted', 350, 7.5)
            """,
            "INSERT INTO transaction_flags VALUES (@Id, 'MeterRollback', 'went back', @Then)",
            """
            INSERT INTO meter_values (station_id, connector_id, transaction_id, sampled_at, received_at, source, content_hash, sampled_values)
            VALUES (1, 1, @Id, @Then, @Then, 'MeterValues', @key, '[{"value":"350"}]')
            """,
            "INSERT INTO inbox VALUES (1, 'in', 'old-1', @key, 'StartTransaction', @key, @Then)",
            """
            INSERT INTO set_aside_messages (station_id, action, why, message_id, payload_hash, payload, received_at)
            VALUES (1, 'StopTransaction', 'UnknownTransaction', 'old-2', @key, '{}', @Then)
            """,
            """
            INSERT INTO commands (station_id, action, request, holds_secret, state, requested_by, created_at, expires_at, answer)
            VALUES (1, 'ClearCache', '{}', @no, 'Answered', 'ann', @Then, @Then, '{"status":"Accepted"}')
            """,
            """INSERT INTO events (at, kind, station, content) VALUES (@Then, 'idTagChanged', NULL, '{"kind":"idTagChanged","idTag":"TAG"}')""",
        ])
        {
            connection.Execute(row, new { key = new byte[32], no = false, yes = true, password.Salt, password.Hash, Then, Id });
        }
    }
}

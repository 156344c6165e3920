using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.TestKit;
using Dapper;
using Npgsql;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>What only PostgreSQL has: a server that says no, types of its own, an address with a password.</summary>
[Once]
public sealed class PostgresTests
{
    [Fact]
    public void What_keeps_the_program_from_the_database_is_told_with_what_to_do_and_never_with_the_password()
    {
        var good = PostgresAddress.Parse(TestDatabases.Server.Address("postgres", overTcp: true));
        TestDatabases.Execute("CREATE DATABASE in_ascii ENCODING 'SQL_ASCII' TEMPLATE template0");
        TestDatabases.Execute("CREATE ROLE stranger LOGIN PASSWORD 'stranger'");

        Refused(good with { Password = "p@ss/w:rd" }, "does not take the password of ampwright");
        Refused(good with { Name = "nowhere" }, "createdb --encoding=UTF8 --template=template0 --owner=ampwright nowhere");
        Refused(good with { Port = 1 }, "No PostgreSQL answers at 127.0.0.1:1");
        Refused(good with { Host = "no-such-host.invalid" }, "no-such-host.invalid");
        Refused(good with { Name = "in_ascii" }, "has the encoding SQL_ASCII");
        Refused(good with { User = "stranger", Password = "stranger" }, "ALTER DATABASE \"postgres\" OWNER TO \"stranger\"");
    }

    [Fact]
    public async Task One_program_at_a_time_works_on_a_database()
    {
        var address = TestDatabases.NewOnPostgres();
        await using (Open(address)) Refused(address, "is in use by another CSMS");
        await using var again = Open(address);
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused()
    {
        var address = TestDatabases.NewOnPostgres();
        TestDatabases.Execute("INSERT INTO schema_migrations VALUES (9999, 'from the future', '')", address.Name);
        Refused(address, "start the newer program");
    }

    [Fact]
    public async Task What_PostgreSQL_cannot_store_in_a_text_is_replaced_and_never_refused()
    {
        await using var database = Open(TestDatabases.NewOnPostgres());
        await database.WriteAsync(unit => unit.Connection.Execute(
            "INSERT INTO settings (name, value) VALUES (@name, @value)", new { name = "a\0b\uD800c", value = new byte[1] }));
        Assert.Equal("a\uFFFDb\uFFFDc", await database.ReadAsync(connection => connection.ExecuteScalar<string>("SELECT name FROM settings")));
    }

    [Fact]
    public async Task The_audit_log_can_be_neither_changed_nor_emptied()
    {
        await using var database = Open(TestDatabases.NewOnPostgres());
        foreach (var sql in (string[])["UPDATE audit_log SET who = ''", "DELETE FROM audit_log", "TRUNCATE audit_log"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => database.WriteAsync(unit =>
            {
                unit.Connection.Execute("INSERT INTO audit_log (at, who, action, subject) VALUES ('', '', '', '')");
                unit.Connection.Execute(sql);
            }));
            Assert.Equal("the audit log is append-only", refused.MessageText);
        }
    }

    [Fact]
    public async Task A_unit_that_swallows_the_failure_of_a_statement_is_not_told_that_it_is_stored()
    {
        await using var database = Open(TestDatabases.NewOnPostgres());
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(unit =>
        {
            unit.Connection.Execute("INSERT INTO counters VALUES ('lost', 1)");
            Assert.Throws<PostgresException>(() => unit.Connection.Execute("SELECT no_such_column FROM counters"));
        }));
        await database.WriteAsync(unit => unit.Connection.Execute("INSERT INTO counters VALUES ('kept', 1)"));
        Assert.Equal(["kept"], await database.ReadAsync(connection => connection.Query<string>("SELECT name FROM counters")));
    }

    private static Database Open(PostgresAddress address) =>
        Database.Open(new DatabaseOptions { Location = address, Readers = 1 }, new ManualTimeProvider(), new EventHub());

    private static void Refused(PostgresAddress address, string says)
    {
        var refused = Assert.Throws<StorageException>(() => Open(address));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss/w:rd", $"{refused}", StringComparison.Ordinal);
    }
}

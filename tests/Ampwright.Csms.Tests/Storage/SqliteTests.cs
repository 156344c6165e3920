using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>What only SQLite has: its log, its checkpoints, its full disk.</summary>
[Once]
public sealed class SqliteTests : IAsyncDisposable
{
    private readonly TestStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_commit_is_flushed_to_the_log_and_never_waits_for_a_checkpoint()
    {
        var settings = await _store.Database.WriteAsync(unit => (
            unit.Connection.ExecuteScalar<string>("PRAGMA journal_mode"),
            unit.Connection.ExecuteScalar<int>("PRAGMA synchronous"),
            unit.Connection.ExecuteScalar<int>("PRAGMA wal_autocheckpoint"),
            unit.Connection.ExecuteScalar<int>("PRAGMA foreign_keys")));

        Assert.Equal(("wal", 2, 0, 1), settings);
    }

    [Fact]
    public async Task A_full_disk_fails_the_units_and_is_survived()
    {
        var pages = await _store.Database.WriteAsync(unit => unit.Connection.ExecuteScalar<int>("PRAGMA page_count"));
        await Assert.ThrowsAnyAsync<Exception>(() => _store.Database.WriteAsync(unit =>
        {
            unit.Connection.Execute($"PRAGMA max_page_count = {pages}");
            unit.Connection.Execute("INSERT INTO settings VALUES ('large', zeroblob(1000000))");
        }));
        await _store.Database.WriteAsync(unit => unit.Connection.Execute("PRAGMA max_page_count = 1000000"));

        await _store.Database.WriteAsync(unit => unit.Connection.Execute("INSERT INTO settings VALUES ('kept', x'00')"));

        Assert.Equal(["kept"], await _store.Database.ReadAsync(connection => connection.Query<string>("SELECT name FROM settings WHERE name <> 'transaction_id_key'")));
    }

    [Fact]
    public async Task The_log_is_carried_back_into_the_file_while_writes_go_on()
    {
        var options = new DatabaseOptions { Location = new SqliteFile(_store.Path + ".log"), CheckpointBytes = 64 << 10 };
        await using var database = Database.Open(options, _store.Time, _store.Events);
        for (var number = 0; number < 800; number++)
        {
            await database.WriteAsync(unit => unit.Connection.Execute("INSERT INTO settings VALUES (hex(randomblob(8)), zeroblob(8000))"));
        }
        Assert.InRange(new FileInfo(_store.Path + ".log-wal").Length, 0, options.CheckpointBytes * 80);
    }
}

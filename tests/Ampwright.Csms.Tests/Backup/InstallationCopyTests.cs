using Ampwright.Csms.Backup;
using Ampwright.Csms.Events;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Tests.Transactions;
using Ampwright.Csms.Transactions;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Dapper;

namespace Ampwright.Csms.Tests.Backup;

[Once]
public sealed class InstallationCopyTests
{
    [Fact]
    public async Task An_installation_is_copied_whole_goes_on_where_it_was_and_is_never_copied_over_another()
    {
        var target = TestDatabases.NewOnPostgres(isEmpty: true);
        await using var world = await WorldAsync();
        var before = await SeenAsync(world.Store.Database);
        var lastEvent = await new EventLog(world.Store.Database).LastSequenceAsync();
        await world.Store.Database.DisposeAsync();
        var told = new StringWriter();

        await InstallationCopy.RunAsync(world.Store.Path, target, told, TimeProvider.System.GetUtcNow());

        Assert.Contains("energy of ended transactions: 1,000 Wh on both sides", told.ToString(), StringComparison.Ordinal);
        await using (var copied = Database.Open(new DatabaseOptions { Location = target, Readers = 1 }, world.Store.Time, world.Store.Events))
        {
            Assert.Equal(before, await SeenAsync(copied));
            await copied.WriteAsync(unit => unit.Raise(new IdTagChanged("after")));
            Assert.Equal(lastEvent + 1, await new EventLog(copied).LastSequenceAsync());
            Assert.True(await copied.ReadAsync(connection => connection.ExecuteScalar<bool>("SELECT blocked FROM id_tags WHERE id_tag_key = 'BLOCKED'")));
        }
        var refused = await Assert.ThrowsAsync<StartException>(() => InstallationCopy.RunAsync(world.Store.Path, target, told, TimeProvider.System.GetUtcNow()));
        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);
        await world.Store.ReopenAsync();
    }

    [Fact]
    public async Task A_backup_made_while_the_program_writes_is_restored_whole()
    {
        await using var world = await WorldAsync();
        var before = await SeenAsync(world.Store.Database);
        var (copy, data) = (world.Store.Path + ".backup", world.Store.Path + ".restored");

        SqliteBackup.Make(world.Store.Path, copy);
        await world.SendAsync(TransactionWorld.Start(minute: 90));
        SqliteBackup.Restore(copy, data);

        await using (var restored = Database.Open(new DatabaseOptions { Location = new SqliteFile(Path.Combine(data, "csms.db")) }, world.Store.Time, world.Store.Events))
            Assert.Equal(before, await SeenAsync(restored));
        Assert.Contains("already", Assert.Throws<StartException>(() => SqliteBackup.Make(world.Store.Path, copy)).Message, StringComparison.Ordinal);
        Assert.Contains("already", Assert.Throws<StartException>(() => SqliteBackup.Restore(copy, data)).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(copy + ".damaged", "no database at all, but long enough to look like one to whoever reads only names");
        Assert.Throws<StartException>(() => SqliteBackup.Restore(copy + ".damaged", data + "2"));
    }

    [Fact]
    public async Task A_PostgreSQL_database_is_dumped_while_the_program_works_on_it_and_restored_whole()
    {
        var (time, events) = (new ManualTimeProvider(), new EventHub());
        var from = TestDatabases.NewOnPostgres();
        await using var working = Database.Open(new DatabaseOptions { Location = from, Readers = 1 }, time, events);
        await new IdTagList(working).PutAsync(new IdTag { Tag = "kept", Blocked = true });
        var last = await new EventLog(working).LastSequenceAsync();
        using var folder = new TemporaryFolder();

        TestDatabases.Server.Client("pg_dump", "--format=custom", $"--file={folder["dump"]}", from.Name);
        await new IdTagList(working).PutAsync(new IdTag { Tag = "later" });
        var to = TestDatabases.NewOnPostgres(isEmpty: true);
        TestDatabases.Server.Client("pg_restore", "--no-owner", $"--dbname={to.Name}", folder["dump"]);

        await using var restored = Database.Open(new DatabaseOptions { Location = to, Readers = 1 }, time, events);
        Assert.True((await new IdTagList(restored).FindAsync("KEPT"))!.Blocked);
        Assert.Null(await new IdTagList(restored).FindAsync("later"));
        await restored.WriteAsync(unit => unit.Raise(new IdTagChanged("after")));
        Assert.Equal(last + 1, await new EventLog(restored).LastSequenceAsync());
    }

    private static async Task<TransactionWorld> WorldAsync()
    {
        var world = await TransactionWorld.CreateAsync();
        var ended = await world.StartAsync(TransactionWorld.Start());
        await world.SendAsync(TransactionWorld.Stop(ended.TransactionId));
        await world.StartAsync(TransactionWorld.Start(minute: 60));
        return world;
    }

    private static async Task<List<string>> SeenAsync(Database database) => [.. (await new TransactionList(database).ListAsync(new TransactionFilter()))
        .Select(transaction => $"{transaction.TransactionId} {transaction.Sequence} {transaction.Station} {transaction.StartedAt:O} {transaction.EnergyWh} {transaction.Open}")];
}

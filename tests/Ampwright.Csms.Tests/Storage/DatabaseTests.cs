using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Tests.Storage;

public sealed class DatabaseTests : IAsyncDisposable
{
    private readonly TestStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_failing_unit_fails_alone()
    {
        using var gate = new ManualResetEventSlim();
        var first = _store.Database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)));
        var before = _store.Database.WriteAsync(unit => Put(unit, "before"));
        var failing = _store.Database.WriteAsync(unit =>
        {
            Put(unit, "half");
            Put(unit, "before");
        });
        var after = _store.Database.WriteAsync(unit => Put(unit, "after"));
        gate.Set();

        await first;
        await before;
        await after;
        await Assert.ThrowsAnyAsync<DbException>(() => failing);
        Assert.Equal(["after", "before"], await NamesAsync());
    }

    /// <summary>Whatever it breaks is found with the next statement, before or at the end of a part, or at the end of the unit.</summary>
    [Theory]
    [InlineData("statement")]
    [InlineData("before a part")]
    [InlineData("part")]
    [InlineData("end")]
    public async Task A_write_whose_outcome_nobody_reads_fails_its_own_unit_or_part_and_no_other(string foundAt)
    {
        using var gate = new ManualResetEventSlim();
        var first = _store.Database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)));
        var before = _store.Database.WriteAsync(unit =>
        {
            Later(unit, "before");
            // What was written is seen at once.
            return unit.Connection.ExecuteScalar<int>("SELECT count(*) FROM settings");
        });
        Exception? part = null;
        var failing = _store.Database.WriteAsync(unit =>
        {
            Later(unit, "half");
            if (foundAt == "part") part = unit.Try("a part", () => Later(unit, "before"));
            else Later(unit, "before");
            if (foundAt == "statement") Put(unit, "never");
            if (foundAt == "before a part") unit.Try("a part", () => Put(unit, "never"));
        });
        var after = _store.Database.WriteAsync(unit => Later(unit, "after"));
        gate.Set();

        await first;
        Assert.Equal(1, await before);
        await after;
        if (foundAt == "part")
        {
            await failing;
            Assert.IsAssignableFrom<DbException>(part);
        }
        else
        {
            var failure = await Assert.ThrowsAnyAsync<DbException>(() => failing);
            Assert.Contains("constraint", failure.Message, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(foundAt == "part" ? ["after", "before", "half"] : ["after", "before"], await NamesAsync());
    }

    /// <summary>A server tells such a failure in another way than one of what is carried out.</summary>
    [Fact]
    public async Task A_write_that_cannot_be_carried_out_fails_its_own_unit_and_no_other()
    {
        using var gate = new ManualResetEventSlim();
        var first = _store.Database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)));
        var before = _store.Database.WriteAsync(unit => Later(unit, "before"));
        var failing = _store.Database.WriteAsync(unit =>
        {
            unit.Write("INSERT INTO nowhere (name) VALUES (@name)", new { name = "half" });
            Put(unit, "half");
        });
        var after = _store.Database.WriteAsync(unit => Later(unit, "after"));
        gate.Set();

        await first;
        await before;
        await after;
        Assert.Contains("nowhere", (await Assert.ThrowsAnyAsync<DbException>(() => failing)).Message, StringComparison.Ordinal);
        Assert.Equal(["after", "before"], await NamesAsync());
    }

    /// <summary>What waits of a unit is not sent any more once the unit has failed: a server would stop at it, before it came to undoing the unit.</summary>
    [Fact]
    public async Task A_unit_that_fails_by_itself_fails_alone_whatever_waits_of_it()
    {
        using var gate = new ManualResetEventSlim();
        var first = _store.Database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)));
        var before = _store.Database.WriteAsync(unit => Put(unit, "before"));
        var failing = _store.Database.WriteAsync(unit =>
        {
            Put(unit, "half");
            Later(unit, "before");
            throw new InvalidDataException("by itself");
        });
        var after = _store.Database.WriteAsync(unit => Put(unit, "after"));
        gate.Set();

        await first;
        await before;
        await after;
        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        Assert.Equal(["after", "before"], await NamesAsync());
    }

    [Fact]
    public async Task A_part_that_fails_is_undone_whole_after_a_part_in_it_that_did_nothing()
    {
        await _store.Database.WriteAsync(unit =>
        {
            Put(unit, "before");
            unit.Try("a part", () =>
            {
                Put(unit, "half");
                unit.Try("a part of it", () => { });
                throw new InvalidDataException("by itself");
            });
        });

        Assert.Equal(["before"], await NamesAsync());
    }

    [Fact]
    public async Task A_failed_commit_fails_every_unit_in_it_and_the_next_one_works()
    {
        _store.CommitFault = new IOException("no space left on device");
        var refused = await Assert.ThrowsAsync<StorageException>(() => _store.Database.WriteAsync(unit => Put(unit, "lost")));
        Assert.Contains("no space left on device", refused.Message, StringComparison.Ordinal);

        _store.CommitFault = null;
        await _store.Database.WriteAsync(unit => Put(unit, "kept"));

        Assert.Equal(["kept"], await NamesAsync());
    }

    [Fact]
    public async Task Units_that_wait_together_share_one_commit()
    {
        var commits = 0;
        await using var database = Database.Open(
            new DatabaseOptions { Location = TestDatabases.New(_store.Path + ".shared"), BeforeCommit = () => commits++ }, _store.Time, _store.Events);
        using var gate = new ManualResetEventSlim();
        var first = database.WriteAsync(_ => gate.Wait(TimeSpan.FromSeconds(10)));
        var others = Enumerable.Range(0, 400).Select(number => database.WriteAsync(unit => Put(unit, $"n{number}"))).ToList();
        gate.Set();
        await first;
        await Task.WhenAll(others);

        Assert.InRange(commits, 1, 4);
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await _store.Database.WriteAsync(unit => Put(unit, "kept"));
        await _store.ReopenAsync();
        Assert.Equal(["kept"], await NamesAsync());
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        await Assert.ThrowsAnyAsync<DbException>(async () =>
            await _store.Database.ReadAsync(connection => connection.Execute("DELETE FROM settings")));
    }

    [Fact]
    public async Task Events_are_stored_with_their_change_and_published_in_order_after_the_commit()
    {
        using var listener = _store.Events.Subscribe();
        await _store.Database.WriteAsync(unit =>
        {
            unit.Raise(new IdTagChanged("A"));
            unit.Raise(new IdTagDeleted("A"));
        });
        _store.CommitFault = new IOException("gone");
        await Assert.ThrowsAsync<StorageException>(() => _store.Database.WriteAsync(unit => unit.Raise(new IdTagChanged("never"))));
        _store.CommitFault = null;
        await _store.Database.WriteAsync(unit => unit.Raise(new IdTagChanged("B")));

        var heard = new List<RecordedEvent>();
        await foreach (var recorded in listener.ReadAllAsync())
        {
            heard.Add(recorded);
            if (heard.Count == 3) break;
        }
        var stored = await new EventLog(_store.Database).AfterAsync(0);

        Assert.Equal([new IdTagChanged("A"), new IdTagDeleted("A"), new IdTagChanged("B")], heard.Select(recorded => recorded.Change));
        Assert.Equal(heard, stored);
        Assert.Equal(heard.Select(recorded => recorded.Sequence).Order(), heard.Select(recorded => recorded.Sequence));
    }

    [Fact]
    public async Task A_listener_who_is_too_slow_is_cut_off_and_finds_the_rest_in_the_log()
    {
        using var listener = _store.Events.Subscribe(capacity: 2);
        for (var number = 0; number < 5; number++)
        {
            var tag = $"T{number}";
            await _store.Database.WriteAsync(unit => unit.Raise(new IdTagChanged(tag)));
        }
        var last = 0L;
        await foreach (var recorded in listener.ReadAllAsync()) last = recorded.Sequence;

        Assert.True(listener.Lagged);
        var missed = await new EventLog(_store.Database).AfterAsync(last);
        Assert.Equal(["T2", "T3", "T4"], missed.Select(recorded => ((IdTagChanged)recorded.Change).IdTag));
    }

    private static void Later(WriteUnit unit, string name) =>
        unit.Write("INSERT INTO settings (name, value) VALUES (@name, @value)", new { name, value = new byte[1] });

    private static void Put(WriteUnit unit, string name) => unit.Connection.Execute("INSERT INTO settings VALUES (@name, @value)", new { name, value = new byte[1] });

    private ValueTask<List<string>> NamesAsync() => _store.Database.ReadAsync(connection =>
        connection.Query<string>("SELECT name FROM settings WHERE name IN ('before','half','after','kept','lost','never') ORDER BY name").AsList());
}

using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>
/// A connection as the features see it. Each statement is a round trip; what has no result of its own, such as SAVEPOINT, waits and rides
/// with the next one. Statements that come again are kept prepared by the driver.
/// </summary>
internal sealed class PostgresConnection(NpgsqlConnection inner) : DbConnection
{
    private readonly List<NpgsqlBatchCommand> _waiting = [];

    // Those of the present unit that wait: one that fails is the unit's failure.
    private readonly HashSet<NpgsqlBatchCommand> _ofUnit = [];
    private bool _defers;

    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set => throw new NotSupportedException();
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    /// <summary>The driver's own, for what is no statement of a feature: it takes several in one text.</summary>
    public NpgsqlConnection Inner => inner;

    /// <summary>A statement of the present unit has failed; until it is undone, PostgreSQL refuses all others.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>A statement failed that was not the one asked for, or the connection broke: what is in the transaction is not known.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Sends the statement together with the next one. It must not return rows.</summary>
    public void Later(string sql) => _waiting.Add(new NpgsqlBatchCommand(sql));

    /// <summary>Has the statements that the action executes wait for the next one; their counts of rows are not known.</summary>
    public void LaterOf(Action execute)
    {
        _defers = true;
        try
        {
            execute();
        }
        finally
        {
            _defers = false;
        }
    }

    /// <summary>Whether the statement waits, as <see cref="LaterOf"/> wants.</summary>
    public bool TryDefer(NpgsqlBatchCommand statement)
    {
        if (!_defers) return false;
        _waiting.Add(statement);
        _ofUnit.Add(statement);
        return true;
    }

    /// <summary>Sends what waits of the present unit, if anything does.</summary>
    public void Flush()
    {
        if (_ofUnit.Count == 0) return;
        var last = _waiting[^1];
        _waiting.RemoveAt(_waiting.Count - 1);
        using var reader = Execute(last);
        Drain(reader);
    }

    /// <summary>Forgets what waits of the present unit: it would be undone at once, and if it failed nothing would be.</summary>
    public void Forget()
    {
        _waiting.RemoveAll(_ofUnit.Contains);
        _ofUnit.Clear();
    }

    /// <summary>Forgets what waits from the newest such statement on.</summary>
    /// <returns>False when it does not wait any more: it has been sent.</returns>
    public bool TakeBack(string sql)
    {
        var from = _waiting.FindLastIndex(waiting => waiting.CommandText == sql);
        if (from < 0) return false;
        _waiting.RemoveRange(from, _waiting.Count - from);
        _ofUnit.IntersectWith(_waiting);
        HasFailed = false;
        return true;
    }

    /// <summary>Sends the statement, after what waits.</summary>
    public void Run(string sql)
    {
        using var reader = Execute(new NpgsqlBatchCommand(sql));
        Drain(reader);
        HasFailed = false;
    }

    /// <summary>Sends the statement, after what waits; the reader stands at its rows.</summary>
    public NpgsqlDataReader Execute(NpgsqlBatchCommand own)
    {
        using var batch = new NpgsqlBatch(inner);
        foreach (var waiting in _waiting) batch.BatchCommands.Add(waiting);
        _waiting.Clear();
        batch.BatchCommands.Add(own);
        try
        {
            return batch.ExecuteReader();
        }
        catch (Exception failure)
        {
            HasFailed = true;
            var isOfUnit = failure is PostgresException { BatchCommand: NpgsqlBatchCommand failed } && _ofUnit.Contains(failed);
            IsLost |= !isOfUnit && (inner.State != ConnectionState.Open || failure is not PostgresException refused
                || (batch.BatchCommands.Count > 1 && IsOfOthers(refused, own)));
            throw;
        }
        finally
        {
            _ofUnit.Clear();
        }
    }

    // Where the driver does not say which statement of several failed it is the feature's, but for what only BEGIN, SAVEPOINT and RELEASE meet: a
    // transaction (class 25) or a savepoint (3B) that is not what it should be.
    private static bool IsOfOthers(PostgresException refused, NpgsqlBatchCommand own) =>
        refused.BatchCommand is { } failed ? !ReferenceEquals(failed, own) : refused.SqlState.StartsWith("25", StringComparison.Ordinal) || refused.SqlState.StartsWith("3B", StringComparison.Ordinal);

    public static void Drain(NpgsqlDataReader reader)
    {
        while (reader.NextResult())
        {
            // Only to see that it succeeded.
        }
    }

    public override void Open() => inner.Open();

    public override void Close() => inner.Close();

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new PostgresCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}

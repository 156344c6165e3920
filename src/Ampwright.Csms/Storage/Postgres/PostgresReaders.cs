using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>
/// Queries run on a few threads of their own, each with its connection. Whoever asks waits without a thread, so a server that does not answer
/// holds up those who need it and nobody else: heartbeats go on.
/// </summary>
internal sealed class PostgresReaders : IAsyncDisposable
{
    private readonly BlockingCollection<Query> _waiting = [];
    private readonly Func<PostgresConnection> _connect;
    private readonly List<TaskCompletionSource> _ended = [];

    public PostgresReaders(Func<PostgresConnection> connect, int count)
    {
        _connect = connect;
        for (var number = 1; number <= count; number++)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ended.Add(ended);
            new Thread(() => Work(ended)) { Name = $"storage reader {number}", IsBackground = true }.Start();
        }
    }

    public async ValueTask<T> ReadAsync<T>(Func<DbConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_waiting.IsAddingCompleted, this);
        var asked = new Query<T>(query);
        _waiting.Add(asked);
        return await asked.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.CompleteAdding();
        await Task.WhenAll(_ended.Select(ended => ended.Task));
        _waiting.Dispose();
    }

    private void Work(TaskCompletionSource ended)
    {
        PostgresConnection? connection = null;
        foreach (var query in _waiting.GetConsumingEnumerable()) Answer(query, ref connection);
        connection?.Dispose();
        ended.SetResult();
    }

    private void Answer(Query query, ref PostgresConnection? connection)
    {
        while (true)
        {
            // A connection that was fine yesterday may be gone: then the query is asked once more, on a new one.
            var old = connection is not null;
            try
            {
                connection ??= _connect();
                query.Run(connection);
                return;
            }
            catch (Exception failure)
            {
                var lost = connection is { IsLost: true } or { State: not ConnectionState.Open };
                if (lost)
                {
                    connection!.Dispose();
                    connection = null;
                    if (old && failure is not NpgsqlException { InnerException: TimeoutException }) continue;
                }
                query.Fail(lost ? new StorageException($"The database was lost: {failure.Message}", failure)
                    : PostgresFailure.IsTrouble(failure) ? new StorageException($"The database could not do it: {failure.Message}", failure) : failure);
                return;
            }
        }
    }

    private abstract class Query
    {
        public abstract void Run(DbConnection connection);

        public abstract void Fail(Exception why);
    }

    private sealed class Query<T>(Func<DbConnection, T> query) : Query
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Done => _done.Task;

        public override void Run(DbConnection connection) => _done.TrySetResult(query(connection));

        public override void Fail(Exception why) => _done.TrySetException(why);
    }
}

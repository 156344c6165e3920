using System.Data.Common;
using Dapper;
using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>
/// A database of a PostgreSQL server. The writer's connection holds an advisory lock: one program works on a database, as with SQLite one does
/// on a data folder.
/// </summary>
internal sealed class PostgresStore : Store
{
    public const int OldestVersion = 14;

    // "Ampw". Advisory locks belong to the database, so that others on the server are not touched.
    private const int Lock = 0x416D7077;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);
    private readonly PostgresAddress _address;
    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _reading;
    private readonly PostgresReaders _readers;
    private PostgresConnection? _first;
    private long _refusedAt;
    private StorageException? _refusal;

    public PostgresStore(PostgresAddress address, DatabaseOptions options)
    {
        _address = address;
        // synchronous_commit: an answer is "stored" when it is on the server's disk, whatever the server's own setting.
        _writing = Source("-c synchronous_commit=on -c idle_in_transaction_session_timeout=60s", usages: 2);
        _reading = Source("-c default_transaction_read_only=on", usages: 5);
        _readers = new PostgresReaders(() => new PostgresConnection(Open(_reading)), options.Readers);
    }

    public override void Prepare(DateTimeOffset now)
    {
        var connection = ConnectAlone();
        try
        {
            connection.Inner.Execute(PostgresDdl.Before);
            Migrations.Apply(connection.Inner, PostgresDdl.Dialect, now);
        }
        catch (Exception failure)
        {
            connection.Dispose();
            throw failure is DbException ? PostgresFailure.Explain(_address, failure) : failure;
        }
        _first = connection;
    }

    public override WriterSession ConnectWriter()
    {
        var connection = Interlocked.Exchange(ref _first, null);
        return new PostgresSession(connection ?? ConnectAlone());
    }

    /// <summary>The connection that <see cref="Prepare"/> made, for who does something else with it than write units; he closes it.</summary>
    public NpgsqlConnection TakeConnection() => Interlocked.Exchange(ref _first, null)!.Inner;

    public override ValueTask<T> ReadAsync<T>(Func<DbConnection, T> query) => _readers.ReadAsync(query);

    public override async ValueTask DisposeAsync()
    {
        if (_first is not null) await _first.DisposeAsync();
        await _readers.DisposeAsync();
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
    }

    private PostgresConnection ConnectAlone()
    {
        // Everybody who writes comes by here: while nobody answers, they are told so at once.
        if (_refusal is not null && TimeProvider.System.GetElapsedTime(_refusedAt) < RetryPause) throw _refusal;
        var connection = new PostgresConnection(Open(_writing));
        try
        {
            // After a lost connection the server may still think that we hold it, for a moment.
            connection.Execute("SET lock_timeout = '5s'");
            connection.Execute($"SELECT pg_advisory_lock({Lock})");
            connection.Execute("SET lock_timeout = 0");
            _refusal = null;
            return connection;
        }
        catch (DbException failure)
        {
            connection.Dispose();
            throw Refused(failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
                ? new StorageException($"The database {_address} is in use by another CSMS. Stop that program or name another database with --database.", failure)
                : PostgresFailure.Explain(_address, failure));
        }
    }

    private NpgsqlConnection Open(NpgsqlDataSource source)
    {
        NpgsqlConnection connection;
        try
        {
            connection = source.OpenConnection();
        }
        catch (Exception failure) when (failure is DbException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw Refused(PostgresFailure.Explain(_address, failure));
        }
        if (PostgresFailure.Unfit(_address, connection) is not { } unfit) return connection;
        connection.Dispose();
        throw Refused(unfit);
    }

    private StorageException Refused(StorageException refusal)
    {
        _refusedAt = TimeProvider.System.GetTimestamp();
        return _refusal = refusal;
    }

    private NpgsqlDataSource Source(string settings, int usages) => new NpgsqlSlimDataSourceBuilder(new NpgsqlConnectionStringBuilder
    {
        Host = _address.Host,
        Port = _address.Port,
        Database = _address.Name,
        Username = _address.User,
        Password = _address.Password,
        ApplicationName = "ampwright-csms",
        // Connections are few and kept for as long as they hold.
        Pooling = false,
        Timeout = 5,
        CommandTimeout = 30,
        // Seconds; a unix socket has no such thing, and the driver says so.
        TcpKeepAlive = !_address.IsSocket,
        TcpKeepAliveTime = _address.IsSocket ? 0 : 15,
        TcpKeepAliveInterval = _address.IsSocket ? 0 : 5,
        MaxAutoPrepare = 256,
        AutoPrepareMinUsages = usages,
        Enlist = false,
        // Whose statement of several failed decides whether its unit fails alone.
        IncludeFailedBatchedCommand = true,
        // Most statements are small: compiling them costs more than it saves.
        Options = $"{settings} -c jit=off -c TimeZone=UTC -c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
        // The types of the tables are the server's own: no need to ask for all there are at every start.
    }.ToString()).EnableTransportSecurity().ConfigureTypeLoading(types => types.EnableTypeLoading(enable: false)).Build();
}

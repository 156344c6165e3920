using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>What is wrong with a database, and what to do. Never tells the password.</summary>
internal static class PostgresFailure
{
    public static StorageException Explain(PostgresAddress at, Exception failure) => new(Text(at, failure), failure);

    /// <summary>
    /// The server could not do it, whatever was asked: transaction rolled back (class 40), resources such as disk (53), ended by somebody (57),
    /// its system (58), its own fault (XX).
    /// </summary>
    public static bool IsTrouble(Exception failure) => failure is PostgresException { SqlState.Length: > 2 } refused
        && refused.SqlState[..2] is "40" or "53" or "57" or "58" or "XX";

    public static bool IsFull(Exception? failure) => failure is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    public static bool IsCrowded(Exception? failure) => failure is PostgresException { SqlState: PostgresErrorCodes.TooManyConnections };

    /// <summary>Why this server or database cannot be used, or null.</summary>
    public static StorageException? Unfit(PostgresAddress at, NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < PostgresStore.OldestVersion)
            return new StorageException($"The server of {at} is PostgreSQL {connection.PostgreSqlVersion}; {PostgresStore.OldestVersion} or newer is needed.");
        using var command = new NpgsqlCommand("SHOW server_encoding", connection);
        return command.ExecuteScalar() is string encoding && encoding != "UTF8"
            ? new StorageException($"The database {at} has the encoding {encoding}. Make one for it with: createdb --encoding=UTF8 --template=template0 --owner={at.User} NAME")
            : null;
    }

    private static string Text(PostgresAddress at, Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } => $"The server of {at} does not take the password of {at.User}.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"The server of {at} does not let {at.User} in: {refused.MessageText}. See its pg_hba.conf.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"There is no database {at.Name} on {at.Host}:{at.Port}. Make it with: createdb --encoding=UTF8 --template=template0 --owner={at.User} {at.Name}",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } starting => $"The server of {at} does not serve yet: {starting.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => $"The server of {at} has no connection left. Raise its max_connections; this program needs 10.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"{at.User} may not make tables in {at}: {denied.MessageText}. Make it the owner with: ALTER DATABASE \"{at.Name}\" OWNER TO \"{at.User}\"",
        PostgresException refused => $"The database {at} cannot be used: {refused.MessageText} ({refused.SqlState}).",
        DbException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } or SocketException { SocketErrorCode: SocketError.HostNotFound } =>
            $"The host {at.Host} of {at} is not known.",
        DbException { InnerException: SocketException } or SocketException =>
            $"No PostgreSQL answers at {at.Host}:{at.Port}. Start it, or correct --database.",
        DbException { InnerException: TimeoutException } or TimeoutException => $"The server of {at} did not answer in time.",
        NpgsqlException { Message: var text } when text.Contains("No password", StringComparison.OrdinalIgnoreCase) =>
            $"The server of {at} wants a password: give it as {PostgresAddress.Form}.",
        _ => $"The database {at} cannot be used: {failure.Message}",
    };
}

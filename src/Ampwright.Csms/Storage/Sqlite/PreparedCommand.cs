using System.Data;
using System.Data.Common;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>A command that is new each time, over a statement that is not.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : StatementCommand<NamedParameter>(connection)
{
    private readonly PreparedConnection _connection = connection;

    public override int ExecuteNonQuery()
    {
        var statement = _connection.Take(CommandText);
        try
        {
            statement.Bind(Given.All);
            while (statement.Step())
            {
                // Rows that nobody asked for.
            }
            return statement.Changes;
        }
        finally
        {
            statement.Reset();
            _connection.Return(statement);
        }
    }

    public override object? ExecuteScalar()
    {
        var statement = _connection.Take(CommandText);
        try
        {
            statement.Bind(Given.All);
            return statement.Step() ? statement.Value(0) : null;
        }
        finally
        {
            statement.Reset();
            _connection.Return(statement);
        }
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var statement = _connection.Take(CommandText);
        try
        {
            statement.Bind(Given.All);
            return new PreparedReader(_connection, statement, statement.Step());
        }
        catch
        {
            statement.Reset();
            _connection.Return(statement);
            throw;
        }
    }
}

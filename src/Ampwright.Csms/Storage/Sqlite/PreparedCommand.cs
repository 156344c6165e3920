using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>What Dapper sees: a command that is new each time, over a statement that is not.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
    private readonly PreparedParameters _parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => _parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override int ExecuteNonQuery()
    {
        var statement = connection.Take(CommandText!);
        try
        {
            statement.Bind(_parameters.All);
            while (statement.Step())
            {
                // Rows that nobody asked for.
            }
            return statement.Changes;
        }
        finally
        {
            statement.Reset();
            connection.Return(statement);
        }
    }

    public override object? ExecuteScalar()
    {
        var statement = connection.Take(CommandText!);
        try
        {
            statement.Bind(_parameters.All);
            return statement.Step() ? statement.Value(0) : null;
        }
        finally
        {
            statement.Reset();
            connection.Return(statement);
        }
    }

    public override void Prepare()
    {
    }

    public override void Cancel()
    {
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var statement = connection.Take(CommandText!);
        try
        {
            statement.Bind(_parameters.All);
            return new PreparedReader(connection, statement, statement.Step());
        }
        catch
        {
            statement.Reset();
            connection.Return(statement);
            throw;
        }
    }

    protected override DbParameter CreateDbParameter() => new PreparedParameter();
}

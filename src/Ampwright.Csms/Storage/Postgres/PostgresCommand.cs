using System.Data;
using System.Data.Common;
using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>A command with named parameters, sent in PostgreSQL's own form.</summary>
internal sealed class PostgresCommand(PostgresConnection connection) : StatementCommand<PostgresParameter>(connection)
{
    private readonly PostgresConnection _connection = connection;

    public override int ExecuteNonQuery()
    {
        var own = ToBatchCommand();
        if (_connection.TryDefer(own)) return 0;
        using var reader = _connection.Execute(own);
        PostgresConnection.Drain(reader);
        return (int)own.Rows;
    }

    public override object? ExecuteScalar()
    {
        using var reader = _connection.Execute(ToBatchCommand());
        var value = reader.Read() && reader.FieldCount > 0 ? reader.GetValue(0) : null;
        PostgresConnection.Drain(reader);
        return value;
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _connection.Execute(ToBatchCommand());

    private NpgsqlBatchCommand ToBatchCommand()
    {
        var sql = PositionalSql.Of(CommandText);
        var command = new NpgsqlBatchCommand(sql.Text);
        for (var position = 0; position < sql.Names.Count; position++) command.Parameters.Add(Given.Find(sql.Names[position], position).ToPositional());
        return command;
    }
}

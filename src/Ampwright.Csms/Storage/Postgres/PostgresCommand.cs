using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>What Dapper sees: a command with named parameters, sent in PostgreSQL's own form.</summary>
internal sealed class PostgresCommand(PostgresConnection connection) : DbCommand
{
    private readonly NamedParameters _parameters = new();

    [AllowNull]
    public override string CommandText
    {
        get;
        set => field = value ?? "";
    }
    = "";

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
        var own = ToBatchCommand();
        using var reader = connection.Execute(own);
        PostgresConnection.Drain(reader);
        return (int)own.Rows;
    }

    public override object? ExecuteScalar()
    {
        using var reader = connection.Execute(ToBatchCommand());
        var value = reader.Read() && reader.FieldCount > 0 ? reader.GetValue(0) : null;
        PostgresConnection.Drain(reader);
        return value;
    }

    public override void Prepare()
    {
        // The driver prepares what comes again.
    }

    public override void Cancel()
    {
        // Each statement has a time limit instead.
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => connection.Execute(ToBatchCommand());

    protected override DbParameter CreateDbParameter() => new NamedParameter();

    private NpgsqlBatchCommand ToBatchCommand()
    {
        var sql = PositionalSql.Of(CommandText);
        var command = new NpgsqlBatchCommand(sql.Text);
        foreach (var name in sql.Names) command.Parameters.Add(_parameters.Find(name).ToPositional());
        return command;
    }
}

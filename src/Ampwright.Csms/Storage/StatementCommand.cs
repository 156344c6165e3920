using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Ampwright.Csms.Storage;

/// <summary>What Dapper sees of a statement: a text and named parameters. Each store says how it is run.</summary>
internal abstract class StatementCommand<TParameter>(DbConnection connection) : DbCommand
    where TParameter : NamedParameter, new()
{
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

    protected NamedParameters<TParameter> Given { get; } = new();

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => Given;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Prepare()
    {
        // What comes again is kept prepared, by the connection or by the driver.
    }

    public override void Cancel()
    {
        // A statement runs to its end, or to its time limit.
    }

    protected override DbParameter CreateDbParameter() => new TParameter();
}

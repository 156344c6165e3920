using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Ampwright.Csms.Storage;

/// <summary>A name and a value, as Dapper hands them over.</summary>
internal class NamedParameter : DbParameter
{
    /// <summary>Null where nobody said one: the value tells it.</summary>
    protected DbType? KnownType { get; private set; }

    public override DbType DbType
    {
        get => KnownType ?? DbType.Object;
        set => KnownType = value;
    }

    public override ParameterDirection Direction { get; set; } = ParameterDirection.Input;

    public override bool IsNullable { get; set; }

    [AllowNull]
    public override string ParameterName { get; set; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    public override void ResetDbType() => KnownType = null;
}

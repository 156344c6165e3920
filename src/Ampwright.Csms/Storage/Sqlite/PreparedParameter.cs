using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Ampwright.Csms.Storage.Sqlite;

/// <summary>A name and a value; SQLite takes the type from the value.</summary>
internal sealed class PreparedParameter : DbParameter
{
    public override DbType DbType { get; set; } = DbType.String;

    public override ParameterDirection Direction { get; set; } = ParameterDirection.Input;

    public override bool IsNullable { get; set; }

    [AllowNull]
    public override string ParameterName { get; set; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    public override void ResetDbType() => DbType = DbType.String;
}

using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

internal sealed class NamedParameter : DbParameter
{
    private DbType? _type;

    public override DbType DbType
    {
        get => _type ?? DbType.Object;
        set => _type = value;
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

    public override void ResetDbType() => _type = null;

    public NpgsqlParameter ToPositional()
    {
        var parameter = new NpgsqlParameter { Value = Value is string text ? Storable(text) : Value ?? DBNull.Value };
        if (_type is { } type) parameter.DbType = type;
        return parameter;
    }

    /// <summary>
    /// PostgreSQL's text holds neither U+0000 nor half of a surrogate pair, both of which a station's JSON may contain. U+FFFD takes their
    /// place: refusing would make the station send the message for ever.
    /// </summary>
    public static string Storable(string text)
    {
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] != '\0' && !char.IsSurrogate(text[position])) continue;
            // Encoding replaces the halves.
            return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
        }
        return text;
    }
}

using Npgsql;

namespace Ampwright.Csms.Storage.Postgres;

/// <summary>Knows its value in PostgreSQL's own form.</summary>
internal sealed class PostgresParameter : NamedParameter
{
    public NpgsqlParameter ToPositional()
    {
        var parameter = new NpgsqlParameter { Value = Value is string text ? Storable(text) : Value ?? DBNull.Value };
        if (KnownType is { } type) parameter.DbType = type;
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

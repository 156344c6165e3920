using System.Data;
using System.Globalization;
using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>
/// Instants are kept as UTC text of fixed width, so that they sort as they follow each other, are exact to 100 ns
/// and can be read by a person. PostgreSQL's own type keeps only microseconds.
/// </summary>
internal sealed class InstantHandler : SqlMapper.ITypeHandler
{
    // Round-trip's own form is the same text, and is written without reading a pattern each time.
    public static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset FromText(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);

    public object Parse(Type destinationType, object value) => FromText((string)value);

    public void SetValue(IDbDataParameter parameter, object value)
    {
        // The type is said for no value as well: PostgreSQL cannot tell it from "@before IS NULL".
        parameter.DbType = DbType.String;
        parameter.Value = value is DateTimeOffset instant ? ToText(instant) : DBNull.Value;
    }
}

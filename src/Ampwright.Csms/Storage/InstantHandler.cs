using System.Data;
using System.Globalization;
using Dapper;

namespace Ampwright.Csms.Storage;

/// <summary>
/// Instants are kept as UTC text of fixed width, so that they sort as they follow each other, are exact to 100 ns
/// and can be read by a person with the sqlite3 program.
/// </summary>
internal sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    public static DateTimeOffset FromText(string text) =>
        DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public override DateTimeOffset Parse(object value) => FromText((string)value);

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = ToText(value);
    }
}

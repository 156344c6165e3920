using System.Data.Common;
using System.Text.Json;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Retention;

/// <summary>Where <see cref="RetentionSettings"/> are kept.</summary>
internal static class RetentionStore
{
    private const string Setting = "retention";

    public static RetentionSettings Read(DbConnection connection) =>
        connection.QuerySingleOrDefault<byte[]>("SELECT value FROM settings WHERE name = @Setting", new { Setting }) is { } value
            ? JsonSerializer.Deserialize(value, RetentionJson.Default.RetentionSettings)!
            : new RetentionSettings();

    public static void Write(WriteUnit unit, RetentionSettings settings) => unit.Connection.Execute(
        "INSERT INTO settings (name, value) VALUES (@Setting, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        new { Setting, value = JsonSerializer.SerializeToUtf8Bytes(settings, RetentionJson.Default.RetentionSettings) });
}

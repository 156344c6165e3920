using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Configuration;

/// <summary>The stations' configuration keys as they were last read and written.</summary>
internal static class ConfigurationStore
{
    private const string Columns = "SELECT name, known, read_only, value, read_at, written_value, write_status, written_at FROM configuration_keys";

    /// <summary>Keys are CiString: compared without case (OCPP 1.6 ed. 2 §7.29).</summary>
    public static string Fold(string name) => name.ToUpperInvariant();

    public static List<ConfigurationEntry> Of(DbConnection connection, long stationId) => connection.Query<ConfigurationEntry>(
        $"{Columns} WHERE station_id = @stationId ORDER BY name_key", new { stationId }).AsList();

    /// <summary>The value as last read; null when it was not, or is not set.</summary>
    public static string? Value(DbConnection connection, long stationId, string name) => connection.QuerySingleOrDefault<string>(
        "SELECT value FROM configuration_keys WHERE station_id = @stationId AND name_key = @key AND known", new { stationId, key = Fold(name) });

    /// <param name="unit">The unit of work.</param>
    /// <param name="stationId">The station that told it.</param>
    /// <param name="name">The key, in the station's spelling.</param>
    /// <param name="known">Whether the station knows it.</param>
    /// <param name="readOnly">What it says of writing; null where it does not know the key.</param>
    /// <param name="value">Masked where it is secret.</param>
    public static void NoteRead(WriteUnit unit, long stationId, string name, bool known, bool? readOnly, string? value) => unit.Connection.Execute("""
        INSERT INTO configuration_keys (station_id, name_key, name, known, read_only, value, read_at)
        VALUES (@stationId, @key, @name, @known, @readOnly, @value, @Now)
        ON CONFLICT (station_id, name_key) DO UPDATE SET name = excluded.name, known = excluded.known, read_only = excluded.read_only,
          value = excluded.value, read_at = excluded.read_at
        """, new { stationId, key = Fold(name), name, known, readOnly, value, unit.Now });

    public static void NoteWritten(WriteUnit unit, long stationId, string name, string value, string status) => unit.Connection.Execute("""
        INSERT INTO configuration_keys (station_id, name_key, name, written_value, write_status, written_at)
        VALUES (@stationId, @key, @name, @value, @status, @Now)
        ON CONFLICT (station_id, name_key) DO UPDATE SET written_value = excluded.written_value, write_status = excluded.write_status,
          written_at = excluded.written_at
        """, new { stationId, key = Fold(name), name, value, status, unit.Now });
}

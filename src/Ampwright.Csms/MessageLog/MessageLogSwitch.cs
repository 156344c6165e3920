using System.Collections.Frozen;
using System.Text.Json;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.MessageLog;

/// <summary>Whether frames are recorded, for all and for single stations; kept in the store, looked up without it.</summary>
internal sealed class MessageLogSwitch
{
    private const string Setting = "message_log";
    private readonly Database _database;
    private volatile State _state;

    public MessageLogSwitch(Database database)
    {
        _database = database;
        _state = Load();
    }

    public MessageLogSettings Settings => _state.Settings;

    public bool Takes(long stationId) => _state is { Settings.Enabled: true } state && !state.Off.Contains(stationId);

    public bool IsOffFor(long stationId) => _state.Off.Contains(stationId);

    /// <param name="alongside">Becomes durable together with the change: who made it.</param>
    public async Task ChangeAsync(MessageLogSettings settings, Action<WriteUnit> alongside)
    {
        await _database.WriteAsync(unit =>
        {
            unit.Connection.Execute(
                "INSERT INTO settings (name, value) VALUES (@Setting, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                new { Setting, value = JsonSerializer.SerializeToUtf8Bytes(settings, MessageLogSettingsJson.Default.MessageLogSettings) });
            alongside(unit);
        });
        Reload();
    }

    /// <returns>Whether there is such a station.</returns>
    public async Task<bool> ChangeAsync(string identity, bool enabled, Action<WriteUnit> alongside)
    {
        var found = await _database.WriteAsync(unit =>
        {
            if (StationRegistry.Find(unit.Connection, identity) is not { } station) return false;
            unit.Connection.Execute(enabled
                ? "DELETE FROM message_log_off WHERE station_id = @StationId"
                : "INSERT INTO message_log_off (station_id, since) VALUES (@StationId, @Now) ON CONFLICT DO NOTHING", new { station.StationId, unit.Now });
            alongside(unit);
            return true;
        });
        if (found) Reload();
        return found;
    }

    /// <summary>Takes over what is in the store.</summary>
    public void Reload() => _state = Load();

    private State Load()
    {
        // A read of the store completes before it returns.
#pragma warning disable VSTHRD002
        return _database.ReadAsync(connection =>
        {
            var value = connection.QuerySingleOrDefault<byte[]>("SELECT value FROM settings WHERE name = @Setting", new { Setting });
            return new State(
                value is null ? new MessageLogSettings() : JsonSerializer.Deserialize(value, MessageLogSettingsJson.Default.MessageLogSettings)!,
                connection.Query<long>("SELECT station_id FROM message_log_off").ToFrozenSet());
        }).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    private sealed record State(MessageLogSettings Settings, FrozenSet<long> Off);
}

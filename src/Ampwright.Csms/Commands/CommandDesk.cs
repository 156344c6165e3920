using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Commands;

/// <summary>Where operators hand in commands to stations and see what became of them.</summary>
internal sealed class CommandDesk(Database database)
{
    private const string Columns = """
        SELECT c.command_id, s.identity AS station, c.action, c.request, c.state, c.requested_by, c.created_at, c.expires_at, c.sent_at,
               c.finished_at, c.answer, c.answer_status, c.error_code, c.error_text
        FROM commands c JOIN stations s USING (station_id)
        """;

    public ValueTask<CommandRecord?> FindAsync(long commandId) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<CommandRecord>($"{Columns} WHERE c.command_id = @commandId", new { commandId }));

    /// <summary>Newest first.</summary>
    /// <param name="station">The identity of one station, or null for all.</param>
    /// <param name="before">Only commands older than this id.</param>
    /// <param name="limit">How many at most.</param>
    public ValueTask<IReadOnlyList<CommandRecord>> ListAsync(string? station = null, long? before = null, int limit = 100) =>
        database.ReadAsync<IReadOnlyList<CommandRecord>>(connection => connection.Query<CommandRecord>($"""
            {Columns}
            WHERE (@key IS NULL OR s.identity_key = @key) AND (@before IS NULL OR c.command_id < @before)
            ORDER BY c.command_id DESC LIMIT @limit
            """, new { key = station is null ? null : StationIdentity.Fold(station), before, limit }).AsList());
}

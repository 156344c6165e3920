using System.Data;
using System.Data.Common;
using System.Text.Json;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.MessageLog;

/// <summary>Puts frames and findings into the store and takes old ones out.</summary>
internal static class MessageStore
{
    /// <summary>Different findings kept of one model and firmware: field names are the sender's to choose.</summary>
    private const int MostFindingsPerModel = 500;

    /// <summary>Stands for all findings of a model beyond <see cref="MostFindingsPerModel"/>.</summary>
    private const string Others = "(others)";

    private const string SizeCounter = "message_log_bytes";

    private static readonly string[] KindNames = Enum.GetNames<FrameKind>();
    private const int Columns = 12;
    private const int RowsAtOnce = 16;
    private static readonly string[] ParameterNames = [.. Enumerable.Range(0, RowsAtOnce * Columns).Select(number => $"p{number}")];

    // By the number of rows.
    private static readonly string[] Inserts = [.. Enumerable.Range(0, RowsAtOnce + 1).Select(rows =>
        "INSERT INTO messages (at, station_id, direction, kind, action, message_id, epoch, bytes, frame, cut_after, findings, lost_before) VALUES "
        + string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Enumerable.Range(row * Columns, Columns).Select(number => $"@p{number}"))})")))];

    public static void Append(WriteUnit unit, IReadOnlyList<LoggedMessage> messages)
    {
        for (var done = 0; done < messages.Count; done += RowsAtOnce) Insert(unit, messages, done, Math.Min(RowsAtOnce, messages.Count - done));
        ChangeSize(unit, messages.Sum(message => (long)message.Bytes));
        foreach (var station in messages.Where(message => message.Findings.Count > 0).GroupBy(message => message.StationId)) CountFindings(unit, [.. station]);
    }

    /// <summary>Several rows in one statement: on PostgreSQL a round trip, on SQLite a run.</summary>
    private static void Insert(WriteUnit unit, IReadOnlyList<LoggedMessage> messages, int from, int count)
    {
        using var command = unit.Connection.CreateCommand();
        command.CommandText = Inserts[count];
        for (var row = 0; row < count; row++)
        {
            var message = messages[from + row];
            Add(command, row, 0, InstantHandler.ToText(message.At));
            Add(command, row, 1, message.StationId);
            Add(command, row, 2, message.Direction == FrameDirection.FromStation ? nameof(FrameDirection.FromStation) : nameof(FrameDirection.ToStation));
            Add(command, row, 3, KindNames[(int)message.Kind]);
            Add(command, row, 4, message.Action, DbType.String);
            Add(command, row, 5, message.MessageId, DbType.String);
            Add(command, row, 6, message.Epoch);
            Add(command, row, 7, message.Bytes);
            Add(command, row, 8, message.Frame);
            Add(command, row, 9, message.CutAfter, DbType.Int32);
            Add(command, row, 10, message.Findings.Count == 0 ? null : JsonSerializer.Serialize(message.Findings, FindingJson.Default.IReadOnlyListMessageFinding), DbType.String);
            Add(command, row, 11, message.LostBefore);
        }
        command.ExecuteNonQuery();
    }

    /// <param name="type">Said where there may be no value: PostgreSQL cannot tell it otherwise.</param>
    private static void Add(DbCommand command, int row, int column, object? value, DbType? type = null)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = ParameterNames[(row * Columns) + column];
        if (type is { } known) parameter.DbType = known;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    /// <summary>Deletes the oldest rows, a slice of them: those before the instant, and what is over the size.</summary>
    /// <returns>How many went; fewer than the slice when all is within bounds.</returns>
    public static int Forget(WriteUnit unit, DateTimeOffset before, long mostBytes, int slice)
    {
        var over = Size(unit.Connection) - mostBytes;
        var oldest = unit.Connection.Query<Oldest>("SELECT sequence, at, bytes FROM messages ORDER BY sequence LIMIT @slice", new { slice });
        long freed = 0, last = 0;
        var gone = 0;
        foreach (var row in oldest)
        {
            if (row.At >= before && freed >= over) break;
            freed += row.Bytes;
            last = row.Sequence;
            gone++;
        }
        if (gone == 0) return 0;
        unit.Connection.Execute("DELETE FROM messages WHERE sequence <= @last", new { last });
        ChangeSize(unit, -freed);
        return gone;
    }

    /// <summary>The bytes of all frames kept, as they were on the wire.</summary>
    public static long Size(DbConnection connection) =>
        connection.ExecuteScalar<long>("SELECT coalesce(max(value), 0) FROM counters WHERE name = @SizeCounter", new { SizeCounter });

    private static void ChangeSize(WriteUnit unit, long bytes) => unit.Connection.Execute("""
        INSERT INTO counters (name, value) VALUES (@SizeCounter, @bytes) ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value
        """, new { SizeCounter, bytes });

    private static void CountFindings(WriteUnit unit, List<LoggedMessage> messages)
    {
        var model = unit.Connection.QuerySingleOrDefault<Model>("""
            SELECT coalesce(vendor, '') AS vendor, coalesce(model, '') AS name, coalesce(firmware_version, '') AS firmware,
                   (SELECT count(*) FROM model_findings f
                    WHERE f.vendor = coalesce(s.vendor, '') AND f.model = coalesce(s.model, '') AND f.firmware = coalesce(s.firmware_version, '')) AS known
            FROM stations s WHERE station_id = @StationId
            """, new { messages[0].StationId });
        if (model is null) return;
        var found = messages.SelectMany(message => message.Findings.Select(finding => (message, finding)))
            .GroupBy(each => (Action: each.message.Action ?? "", each.finding.Kind, each.finding.Place));
        foreach (var same in found)
        {
            var (message, finding) = same.Last();
            var full = model.Known >= MostFindingsPerModel;
            unit.Connection.Execute("""
                INSERT INTO model_findings (vendor, model, firmware, action, kind, path, times, first_at, last_at, last_text, last_station)
                VALUES (@Vendor, @Name, @Firmware, @action, @kind, @path, @times, @At, @At, @Text, @Station)
                ON CONFLICT (vendor, model, firmware, action, kind, path) DO UPDATE SET
                  times = model_findings.times + excluded.times, last_at = excluded.last_at, last_text = excluded.last_text, last_station = excluded.last_station
                """, new
            {
                model.Vendor,
                model.Name,
                model.Firmware,
                action = full ? Others : same.Key.Action,
                kind = full ? Others : same.Key.Kind,
                path = full ? Others : same.Key.Place,
                times = same.Count(),
                message.At,
                finding.Text,
                message.Station,
            });
        }
    }

    private sealed class Oldest
    {
        public long Sequence { get; init; }
        public DateTimeOffset At { get; init; }
        public int Bytes { get; init; }
    }

    private sealed class Model
    {
        public string Vendor { get; init; } = "";
        public string Name { get; init; } = "";
        public string Firmware { get; init; } = "";
        public int Known { get; init; }
    }
}

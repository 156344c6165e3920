using System.Data.Common;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Files;

/// <summary>The steps of a <see cref="TransferRecord"/> that its table shares with the other one. Who calls tells the event.</summary>
/// <param name="table">The table.</param>
/// <param name="number">Its column with the number.</param>
internal sealed class TransferTable(string table, string number)
{
    private readonly string _one = $"WHERE {number} = @Number";

    /// <summary>The next requestId that none of the station has had.</summary>
    public int NextRequestId(WriteUnit unit, long stationId) => unit.Connection.ExecuteScalar<int>(
        $"SELECT coalesce(max(request_id), 0) + 1 FROM {table} WHERE station_id = @stationId AND request_id BETWEEN 0 AND 2000000000", new { stationId });

    /// <summary>From here on the link leads to the file.</summary>
    public void GiveLink(WriteUnit unit, TransferRecord transfer, (string Hash, bool NeedsTls) link, DateTimeOffset due) => unit.Connection.Execute(
        $"UPDATE {table} SET link_hash = @Hash, link_needs_tls = @NeedsTls, due_at = @due {_one}", new { link.Hash, link.NeedsTls, due, transfer.Number });

    /// <summary>The station took it.</summary>
    public void Accept(WriteUnit unit, TransferRecord transfer, string state, DateTimeOffset due) => unit.Connection.Execute(
        $"UPDATE {table} SET state = @state, answered_at = @Now, why = NULL, due_at = @due {_one}", new { state, unit.Now, due, transfer.Number });

    public void Note(WriteUnit unit, TransferRecord transfer, string why, DateTimeOffset due) =>
        unit.Connection.Execute($"UPDATE {table} SET why = @why, due_at = @due {_one}", new { why, due, transfer.Number });

    /// <summary>A sign of life.</summary>
    public void GoOn(WriteUnit unit, TransferRecord transfer, string state, DateTimeOffset due) =>
        unit.Connection.Execute($"UPDATE {table} SET state = @state, due_at = @due {_one}", new { state, due, transfer.Number });

    public void Keep(WriteUnit unit, TransferRecord transfer, string status) =>
        unit.Connection.Execute($"UPDATE {table} SET status = @status, status_at = @Now {_one}", new { status, unit.Now, transfer.Number });

    /// <summary>Its end: nothing goes by its link any more.</summary>
    public void End(WriteUnit unit, TransferRecord transfer, string state, string? why)
    {
        unit.Connection.Execute(
            $"UPDATE {table} SET state = @state, ended_at = @Now, why = @why, due_at = NULL, link_hash = NULL {_one}", new { state, unit.Now, why, transfer.Number });
        BulkTransfers.Ended(unit, transfer, state, why);
    }

    public bool AnyDue(DbConnection connection, DateTimeOffset now) =>
        connection.ExecuteScalar<int>($"SELECT count(*) FROM {table} WHERE due_at <= @now AND ended_at IS NULL", new { now }) > 0;
}

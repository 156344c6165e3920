namespace Ampwright.Csms.Transactions;

/// <summary>What of a transaction decides whether a message without id, or another stop, is its own.</summary>
internal sealed class EndingTransaction
{
    public const string Columns = """
        SELECT transaction_id, connector_id, id_tag_key, meter_start, last_meter, started_at, received_at, id_used_at, stop_without_id,
               stop_without_id_message, meter_stop, stopped_at, stop_reason, stop_id_tag, stop_answer, stop_received_at, stop_case_id,
               (SELECT min(next.started_at) FROM transactions next WHERE next.station_id = transactions.station_id
                  AND next.connector_id = transactions.connector_id AND next.started_at > transactions.started_at) AS next_started_at
        FROM transactions
        """;

    public int TransactionId { get; init; }
    public int ConnectorId { get; init; }
    public string IdTagKey { get; init; } = "";
    public int MeterStart { get; init; }
    public long? LastMeter { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? IdUsedAt { get; init; }
    public string? StopWithoutId { get; init; }
    public string? StopWithoutIdMessage { get; init; }
    public int? MeterStop { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    public string? StopReason { get; init; }
    public string? StopIdTag { get; init; }
    public byte[] StopAnswer { get; init; } = [];
    public DateTimeOffset? StopReceivedAt { get; init; }

    /// <summary>The case that ended it in the station's stead.</summary>
    public long? StopCaseId { get; init; }

    /// <summary>The next start on the connector: this transaction had ended by then, whether or not its stop is known.</summary>
    public DateTimeOffset? NextStartedAt { get; init; }
}

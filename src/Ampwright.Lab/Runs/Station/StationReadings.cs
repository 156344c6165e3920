using System.Text.Json;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs.Station;

/// <summary>Sees in what a station says how it reads ambiguous clauses.</summary>
internal sealed class StationReadings
{
    private readonly Dictionary<int, string> _statuses = [];
    private bool _networkCut;
    private bool _reconnected;

    /// <summary>The network was cut: what comes back is a mere reconnect.</summary>
    public void NetworkCut() => _networkCut = true;

    /// <summary>What the station's next saying shows; most shows nothing.</summary>
    public IEnumerable<Reading> See(Heard heard, TimeSpan alignedInterval, DateTimeOffset now)
    {
        if (heard.Opened is not null)
        {
            (_reconnected, _networkCut) = (_networkCut, false);
            yield break;
        }
        if (heard.Call is not { } call) yield break;
        if (_reconnected)
        {
            _reconnected = false;
            yield return new Reading(1, call.Action == "BootNotification" ? "sent" : "not sent");
        }
        if (call.Action == "StatusNotification" && call.Number32("connectorId") is { } connector && call.Text("status") is { } status)
        {
            if (status == "Unavailable" && _statuses.GetValueOrDefault(connector) == "Preparing") yield return new Reading(8, "direct");
            _statuses[connector] = status;
        }
        if (call.Action == "MeterValues" && Aligned(call) is { } stamp)
            yield return new Reading(7, now - stamp > alignedInterval / 2 ? "the start of the interval" : "the boundary");
    }

    /// <summary>How it answered.</summary>
    /// <param name="status">Of the connector under test, when it was asked.</param>
    public static IEnumerable<Reading> See(string action, Frame answer, string status)
    {
        if (action == "RemoteStartTransaction" && status == "Finishing" && answer.Text("status") is { } taken)
            yield return new Reading(10, taken == "Accepted" ? "accepted" : "rejected");
    }

    private static DateTimeOffset? Aligned(Frame call)
    {
        if (call.Member("meterValue") is not { ValueKind: JsonValueKind.Array } values) return null;
        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Object && value.GetRawText().Contains("\"Sample.Clock\"", StringComparison.Ordinal)
                && value.TryGetProperty("timestamp", out var stamp) && stamp.ValueKind == JsonValueKind.String && stamp.TryGetDateTimeOffset(out var time)) return time;
        }
        return null;
    }
}

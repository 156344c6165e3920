using System.Text.Json.Nodes;
using Ampwright.Lab.Files;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>
/// A charging station of a few hundred lines that does everything right, under virtual time, but for its one lie. It shares nothing with the
/// lab or with our own station.
/// </summary>
internal sealed partial class ModelStation
{
    private readonly TimeProvider _time;
    private readonly StationBench _bench;
    private readonly Conversation _lab;
    private readonly FileStand _files;
    private readonly ModelOptions _options;
    private readonly Lie _lie;
    private readonly List<ModelConnector> _connectors;
    private readonly Dictionary<string, (string Value, bool ReadOnly)> _keys;
    private readonly HashSet<string> _cache = [];
    private readonly HashSet<string> _list = [];
    private int _listVersion;
    private bool _stationOperative = true;
    private bool _power = true;
    private bool _network = true;
    private bool _storageFails;
    private string? _stopAfterBoot;
    private bool _updated;

    public ModelStation(TimeProvider time, StationBench bench, ModelOptions options, Lie lie)
    {
        (_time, _bench, _lab, _files, _options, _lie) = (time, bench, bench.Conversation, bench.Files, options, lie);
        _connectors = [.. Enumerable.Range(0, options.Connectors + 1).Select(number => new ModelConnector(number))];
        _keys = ModelKeys.Of(options);
        Provision();
    }

    private IEnumerable<ModelConnector> Sockets => _connectors.Skip(1);

    private bool Does(string habit) => _lie.Habit == habit;

    private string Value(string key) => _keys[key].Value;

    private bool Flag(string key) => _keys.TryGetValue(key, out var entry) && entry.Value == "true";

    private TimeSpan Seconds(string key) => TimeSpan.FromSeconds(int.Parse(Value(key)));

    private string Now() => StationBench.Stamp(_time.GetUtcNow());

    // A delay counts whole milliseconds and cuts the rest off.
    private Task Wait(double seconds) => Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000)), _time);

    private void Tell(ModelConnector connector, string status, string error = "NoError", string? info = null)
    {
        connector.Status = status;
        if (!Online)
        {
            return;
        }
        connector.Told = status;
        Send("StatusNotification", StatusPayload(connector, status, error, info));
    }

    private JsonObject StatusPayload(ModelConnector connector, string status, string error, string? info)
    {
        var payload = new JsonObject
        {
            ["connectorId"] = connector.Number,
            ["errorCode"] = error,
            ["status"] = status,
            ["timestamp"] = Now(),
        };
        if (info is not null) payload["info"] = info;
        return payload;
    }

    // What a connector shows when nothing else is going on.
    private string Resting(ModelConnector connector) =>
        connector.Faulted ? "Faulted"
        : !connector.Operative || !_stationOperative ? "Unavailable"
        : connector.Reservation is not null ? "Reserved"
        : connector.Plugged ? "Preparing"
        : "Available";
}

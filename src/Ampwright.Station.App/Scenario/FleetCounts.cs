using Ampwright.Station.App.Hosting;

namespace Ampwright.Station.App.Scenario;

/// <summary>What has happened in a fleet since the scenario began. Safe from any thread.</summary>
internal sealed class FleetCounts
{
    private long _started;
    private long _stopped;
    private long _messages;
    private long _connected;
    private long _arrivals;
    private long _turnedAway;
    private long _faults;
    private long _networkTroubles;
    private long _powerCuts;

    /// <summary>Counts what a station's trace tells.</summary>
    public void Watch(HostedStation station) => station.Trace.Added += line =>
    {
        if (line.Kind != TraceKind.Note) Interlocked.Increment(ref _messages);
        else if (line.Text == "connected") Interlocked.Increment(ref _connected);
        else if (!line.Text.StartsWith("connector ", StringComparison.Ordinal)) return;
        else if (line.Text.Contains(" starts at ", StringComparison.Ordinal)) Interlocked.Increment(ref _started);
        else if (line.Text.Contains(" ends at ", StringComparison.Ordinal) || line.Text.Contains(" was interrupted", StringComparison.Ordinal)) Interlocked.Increment(ref _stopped);
    };

    public void Arrived() => Interlocked.Increment(ref _arrivals);

    public void TurnedAway() => Interlocked.Increment(ref _turnedAway);

    public void Fault() => Interlocked.Increment(ref _faults);

    public void NetworkTrouble() => Interlocked.Increment(ref _networkTroubles);

    public void PowerCut() => Interlocked.Increment(ref _powerCuts);

    public FleetSummary Read(Fleet fleet, long registersBefore, int connectedBefore)
    {
        var waiting = fleet.Stations.Sum(station => (long)(station.Life?.Describe().Queued ?? 0));
        return new FleetSummary(
            fleet.Stations.Count, fleet.Stations.Count(station => station.Life?.Describe().Connected == true), Read(ref _arrivals), Read(ref _turnedAway), Read(ref _started),
            Read(ref _stopped), Registers(fleet) - registersBefore, Read(ref _messages), Read(ref _faults), Read(ref _networkTroubles), Read(ref _powerCuts),
            Math.Max(0, connectedBefore + Read(ref _connected) - fleet.Stations.Count), waiting);
    }

    /// <summary>All registers together, Wh.</summary>
    public static long Registers(Fleet fleet) => fleet.Stations.Sum(station => station.DescribeHardware().Connectors.Sum(connector => connector.Meter.RegisterWh));

    private static long Read(ref long count) => Interlocked.Read(ref count);
}

using System.Text.Json;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>Says what a station said in a good run that was recorded before, at the same instants, whatever the lab says or does.</summary>
internal sealed class BlindStation : IStationOperator
{
    private readonly TimeProvider _time;
    private readonly Conversation _lab;

    public BlindStation(TimeProvider time, StationBench bench, IReadOnlyList<TraceLine> recorded)
    {
        (_time, _lab) = (time, bench.Conversation);
        Play(recorded);
    }

    public Task DoAsync(StationAction action, int connector, string? tag) => Task.CompletedTask;

    private async void Play(IReadOnlyList<TraceLine> recorded)
    {
        MemorySocket? socket = null;
        var began = _time.GetTimestamp();
        foreach (var line in recorded)
        {
            var left = line.Since - _time.GetElapsedTime(began);
            if (left > TimeSpan.Zero) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), _time);
            if (line is { What: "socket" } && line.Text("event") == "opened")
                _lab.Opened(socket = new MemorySocket(_ => { }, () => { }), JsonSerializer.Deserialize<Handshake>(line.Text("handshake"), ReportJson.Options)!);
            else if (line.What == "socket") _lab.Closed(socket!, line.Text("how"));
            else if (line.What == "frame" && line.Text("from") == "system") _lab.Received(socket!, line.Text("text"));
        }
    }
}

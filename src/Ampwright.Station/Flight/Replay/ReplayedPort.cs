using System.Threading.Channels;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight.Replay;

/// <summary>Hardware that does and shows what the record says.</summary>
internal sealed class ReplayedPort : IStationPort, IHostPort, IIndicatorPort, IFirmwarePort, IReaderPort
{
    private readonly ReplayScript _script;
    private readonly FlightLife _life;
    private readonly Channel<HardwareEvent> _events = Channel.CreateUnbounded<HardwareEvent>();
    private readonly Dictionary<int, Action<FlightLine>> _underWay = [];
    private bool _trusted;
    private int _commands;

    public ReplayedPort(ReplayScript script, FlightLife life)
    {
        (_script, _life, _trusted) = (script, life, life.ClockTrusted);
        Connectors = [.. life.Facts.Connectors.Zip(life.Quantities, (facts, quantities) => new ReplayedConnector(this, facts, quantities.ToHashSet()))];
    }

    public StationFacts Facts => _life.Facts;

    public IReadOnlyList<IConnectorPort> Connectors { get; }

    public IReadOnlyList<IReaderPort> Readers => _life.Facts.Readers == 0 ? [] : [this];

    public IIndicatorPort Indicators => this;

    public IHostPort Host => this;

    public ChannelReader<HardwareEvent> Events => _events.Reader;

    public BootCause BootCause => _life.Cause;

    public bool ClockTrusted => _trusted = _script.Next is { Kind: FlightKind.ClockTrusted, On: { } trusted } ? trusted : _trusted;

    public DateTimeOffset UtcNow => _script.Next?.Wall ?? default;

    public IFirmwarePort? Firmware => _life.Firmware is null ? null : this;

    public FirmwareStart Start => _life.Firmware ?? FirmwareStart.Normal;

    public string? RunningDigest => _life.Digest;

    public int Number => 1;

    public StationSnapshot ReadSnapshot() => Expect(FlightKind.Snapshot).Snapshot!;

    public bool TrySetUtc(DateTimeOffset utc) => true;

    public bool Reset(ResetKind kind) => _script.Next is { Kind: FlightKind.Command, Command: "reset", On: true };

    public void Show(int connector, IndicatorState state)
    {
        // The recorder has put it down, and that is all there is to it.
    }

    public void Show(ReaderMessage message, string? text = null)
    {
        // As above.
    }

    public Stream OpenStaging() => throw new IOException("Firmware is not in the record.");

    public async Task<string?> InspectAsync(CancellationToken cancel) => await new TaskCompletionSource<string?>().Task;

    public void Activate()
    {
        // The recorder has put it down.
    }

    public void Confirm()
    {
        // As above.
    }

    public void RollBack()
    {
        // As above.
    }

    public void Raise(HardwareEvent happened) => _events.Writer.TryWrite(happened);

    /// <returns>False if the replayed station gave no such command.</returns>
    public bool Complete(FlightLine outcome)
    {
        if (!_underWay.Remove(outcome.Number ?? 0, out var complete)) return false;
        complete(outcome);
        return true;
    }

    /// <summary>What the station reads next, as it was read.</summary>
    /// <exception cref="ReplayDifferenceException">It was not read there.</exception>
    public FlightLine Expect(FlightKind kind, int? connector = null)
    {
        if (_script.Next is { } next && next.Kind == kind && next.Connector == connector) return next;
        if (!_script.Ends) _script.Differ($"the station reads: {kind}{(connector is null ? "" : $" of connector {connector}")}");
        throw new ReplayDifferenceException();
    }

    public ValueTask<T> Command<T>(Func<FlightLine, T> outcome)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay.Add(++_commands, line => done.TrySetResult(outcome(line)));
        return new(done.Task);
    }
}

/// <summary>Ends the replayed life where it cannot go on.</summary>
internal sealed class ReplayDifferenceException() : Exception("The replay differs from the record.");

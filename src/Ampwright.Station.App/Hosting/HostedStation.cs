using System.Threading.Channels;
using Ampwright.Station.App.Control;
using Ampwright.Station.Flight;
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.Hosting;

/// <summary>
/// One station of the program: its hardware, which lasts, and its lives, which come and go:
/// <code>
///  power on ─► life ─┬─ reset asked ─► end in order ─► power on
///                    ├─ power lost ──► killed ─► power restored ─► power on
///                    ├─ failed ──────► killed ─► a few seconds ─► power on
///                    └─ program ends ► end in order
/// </code>
/// </summary>
internal sealed partial class HostedStation : IAsyncDisposable
{
    private static readonly TimeSpan Reboot = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OrderlyEnd = TimeSpan.FromSeconds(3);
    private readonly Channel<Signal> _signals = Channel.CreateUnbounded<Signal>();
    private readonly CancellationTokenSource _stop = new();
    private readonly FleetOptions _options;
    private readonly HostClock _time;
    private readonly ILogger _log;
    private readonly string _folder;
    private readonly StationPlace _place;
    private readonly SimulatedStation? _simulated;
    private bool _poweredOnce;
    private volatile bool _begun;
    private Task _running = Task.CompletedTask;
    private volatile StationLife? _life;
    private volatile NetworkState _network;

    public HostedStation(FleetOptions options, StationSettings settings, TimeProvider time, ILogger log)
    {
        (_options, Settings, _time, _log) = (options, settings, new HostClock(time), log);
        _folder = Path.Combine(options.Data, Uri.EscapeDataString(settings.Identity));
        _place = StationPlace.Take(options.Data, settings.Identity);
        var facts = settings.Product.FactsFor(settings.Identity);
        Trace = new StationTrace(_time, options.TraceLines);
        if (options.Records) Record(on: true);
        if (options.Board is { } address)
        {
            Board = new BoardHardware(address, facts, kind => _signals.Writer.TryWrite(new Signal(SignalKind.Reset, kind)), _time, TellOfBoard);
            return;
        }

        try
        {
            _simulated = new SimulatedStation(
                facts, settings.Seed, _time, new MeterRegisterFile(NewFolder(), facts.Connectors.Count), options.MeterHaste)
            {
                OnResetRequested = kind => _signals.Writer.TryWrite(new Signal(SignalKind.Reset, kind)),
                OnPowerLost = () => _signals.Writer.TryWrite(new Signal(SignalKind.PowerLost)),
                Firmware = new SimulatedFirmware(NewFolder(), facts.Vendor, facts.Model, facts.FirmwareVersion),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _place.Dispose();
            throw new StartException(
                $"The folder {_folder} cannot be used: {failure.Message} Is another program running this station? Choose another folder with --data.", failure);
        }
    }

    /// <summary>Its folder. In a fleet no file is open for a station that does nothing.</summary>
    public JournalFolder NewFolder() => new(_folder, holdsFiles: _options.Stations.Count == 1);

    private enum SignalKind
    {
        Reset,
        PowerLost,
        PowerRestored,
        Failed,
        Stop,
    }

    public StationSettings Settings { get; }

    public string Identity => Settings.Identity;

    /// <summary>The simulated hardware with its surroundings.</summary>
    /// <exception cref="ControlException">The station has a real board, on which people act by hand.</exception>
    public SimulatedStation Hardware => _simulated
        ?? throw new ControlException(StatusCodes.Status409Conflict, "This station has a real board: plugs, cards, faults and power are there, not here.");

    /// <summary>The controller board; null = the hardware is simulated.</summary>
    public BoardHardware? Board { get; }

    public StationFacts Facts => Board?.Facts ?? Hardware.Facts;

    public bool Powered => Board is not null || Hardware.Powered;

    public SimulatedStationState DescribeHardware() => Board?.Describe() ?? Hardware.Describe();

    /// <summary>Goes on over the lives of the station.</summary>
    public StationTrace Trace { get; }

    public NetworkState Network => _network;

    /// <summary>Its flight recorder; null = it never had one since the program began.</summary>
    public FlightRecorder? Recorder { get; private set; }

    public bool Records => Recorder is { IsOn: true };

    /// <summary>What ails the disk under its journal.</summary>
    public StorageFault StorageFault { get; } = new();

    /// <summary>The wall clock of its host.</summary>
    public DateTimeOffset HostTime => _time.GetUtcNow();

    /// <summary>How far the host's wall clock is ahead of this computer's.</summary>
    public TimeSpan ClockOffset => _time.Offset;

    /// <summary>The runtime of the present life; null while there is none.</summary>
    public StationLife? Life => _life;

    /// <summary>Whether its runtime has taken over the hardware since the program began; it stays so through later lives.</summary>
    public bool HasBegun => _begun = _begun || (Board?.IsLit ?? Hardware.IsLit);

    public void Start() => _running = Task.Run(RunAsync);

    /// <exception cref="SimulationRefusedException">The power is on.</exception>
    public void RestorePower()
    {
        if (!Hardware.RestoreMains()) _signals.Writer.TryWrite(new Signal(SignalKind.PowerRestored));
    }

    public async ValueTask DisposeAsync()
    {
        // In this order: whoever has read the signal asks next whether to begin another life.
        await _stop.CancelAsync();
        _signals.Writer.TryWrite(new Signal(SignalKind.Stop));
        await _running;
        _simulated?.Dispose();
        Board?.Dispose();
        Recorder?.Dispose();
        _place.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var cause = BootCause.Power; !_stop.IsCancellationRequested;)
        {
            if (_poweredOnce && !Powered)
            {
                // Cut between two lives.
                await UntilPowerAsync();
                cause = BootCause.Power;
                if (_stop.IsCancellationRequested) break;
            }

            Log.Starting(_log, Identity, cause.ToString());
            Trace.Note($"starts, boot cause {cause}");
            cause = await LiveAsync(cause) ?? cause;
        }

        Log.Ended(_log, Identity);
    }

    /// <summary>One life; returns the cause of the next.</summary>
    private async Task<BootCause?> LiveAsync(BootCause cause)
    {
        var port = Board is null ? Hardware.PowerOn(cause) : await Board.BeginAsync(cause, _stop.Token);
        _poweredOnce = true;
        StationLife life;
        try
        {
            life = StationLife.Begin(this, port, _options, _time);
        }
        catch (Exception failure)
        {
            return await FailAsync(failure);
        }

        _life = life;
        _ = life.Running.ContinueWith(
            task => _signals.Writer.TryWrite(new Signal(SignalKind.Failed, Failure: task.Exception?.InnerException)),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            var signal = await NextAsync();
            _life = null;
            switch (signal.Kind)
            {
                case SignalKind.Reset:
                    Log.Reset(_log, Identity, signal.Reset.ToString());
                    await EndAsync(life);
                    if (signal.Reset == ResetKind.Hard) Board?.Reset();
                    await PauseAsync(Reboot);
                    return signal.Reset == ResetKind.Soft ? BootCause.SoftReset : BootCause.HardReset;
                case SignalKind.PowerLost:
                    Log.PowerLost(_log, Identity);
                    Trace.Note("no power");
                    await life.DisposeAsync();
                    return BootCause.Power; // Once it is restored: see RunAsync.
                case SignalKind.Failed:
                    await life.DisposeAsync();
                    return await FailAsync(signal.Failure!);
                default:
                    await EndAsync(life);
                    return null;
            }
        }
        finally
        {
            _life = null;
        }
    }

    private async Task<BootCause?> FailAsync(Exception failure)
    {
        Log.Failed(_log, Identity, AfterFailure.TotalSeconds, failure);
        Trace.Note($"failed: {failure.Message}");
        await PauseAsync(AfterFailure);
        return BootCause.Crash;
    }

    /// <summary>An end in order, within a time; then without.</summary>
    private async Task EndAsync(StationLife life)
    {
        var end = life.StopAsync();
        if (await Task.WhenAny(end, Task.Delay(OrderlyEnd, _time)) != end) Trace.Note("did not end in time");
        await life.DisposeAsync();
    }

    private void TellOfBoard(string text)
    {
        Log.Board(_log, Identity, text);
        Trace.Note(text);
    }

    private async Task UntilPowerAsync()
    {
        while (await NextAsync() is not { Kind: SignalKind.PowerRestored or SignalKind.Stop })
        {
            // Whatever the dead life still said does not matter.
        }
    }

    private async Task<Signal> NextAsync()
    {
        var signal = await _signals.Reader.ReadAsync();
        // News about a power that has come back meanwhile are old.
        while (Powered && signal.Kind is (SignalKind.PowerRestored or SignalKind.PowerLost))
            signal = await _signals.Reader.ReadAsync();
        return signal;
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private readonly record struct Signal(SignalKind Kind, ResetKind Reset = ResetKind.Soft, Exception? Failure = null);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Ampwright.Station;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.TestKit;

namespace Ampwright.Peers;

/// <summary>
/// Our station in this process, over a real socket and a real journal, with a clock moved by hand that stands still as long as anything is on its
/// way: a day of it takes seconds. Its loop runs on the test's thread.
/// </summary>
internal sealed class LivingStation : IAsyncDisposable
{
    public static readonly ImmutableArray<byte> Card = [0x04, 0xA1, 0xB2, 0xC3];

    private const string Named = "\"transactionId\":";

    private readonly StationOptions _options;
    private readonly string _folder;
    private readonly Action<DateTimeOffset> _moved;
    private readonly StationTrace _trace;
    private WebSocketNetwork _network;
    private ChargingStation _station = null!;
    private ResetKind? _reset;
    private DateTimeOffset _told;
    private int _open;
    private int _frames;

    /// <param name="time">Nobody else moves it.</param>
    /// <param name="moved">Called on the test's thread when the time has moved, before the station does anything at that instant.</param>
    public LivingStation(string preset, Uri endpoint, string identity, string password, string folder, ManualTimeProvider time, Action<DateTimeOffset> moved)
    {
        Time = time;
        Product = ProductProfileReader.Read(preset);
        (_folder, _moved) = (folder, moved);
        _options = new StationOptions { Identity = identity, Endpoint = endpoint, Seed = 1, Password = System.Text.Encoding.UTF8.GetBytes(password) };
        _network = new WebSocketNetwork(Time);
        _trace = new StationTrace(Time) { Added = Count };
        Hardware = new SimulatedStation(Product.FactsFor(identity), seed: 1, Time) { OnResetRequested = kind => _reset = kind };
        Begin(BootCause.Power);
    }

    public ManualTimeProvider Time { get; }

    public ProductProfile Product { get; }

    public SimulatedStation Hardware { get; }

    public StationState State => _station.Describe();

    /// <summary>CALLERRORs, of either side.</summary>
    public List<string> Errors { get; } = [];

    public int Lives { get; private set; }

    /// <summary>Frames of either side.</summary>
    public int Frames => Volatile.Read(ref _frames);

    /// <summary>CALLs of the station that left it, by action.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>The transactions that a StopTransaction was sent for; one whose answer was lost with a connection is sent again (OCPP 1.6 ed. 2 §4.10).</summary>
    public ConcurrentDictionary<string, int> Ended { get; } = new(StringComparer.Ordinal);

    /// <summary>Lets the time pass, and everything happen in it.</summary>
    public void Pass(TimeSpan time)
    {
        Settle();
        Time.Advance(time, Settle);
        Settle();
    }

    /// <summary>
    /// Lets a minute pass until something holds; then the station's clock goes at ten times the machine's, as who is on the other side lives by that: what
    /// waits for an answer has it in time, and what waits between two dials ends.
    /// </summary>
    public void Until(Func<bool> holds, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        var passed = began;
        for (var step = 0; !holds(); step++)
        {
            if (step < 600)
            {
                Pass(TimeSpan.FromSeconds(0.1));
                continue;
            }
            Assert.True(
                TimeProvider.System.GetElapsedTime(began) < Eventually.Deadline,
                $"{what}: did not happen within a minute\n{string.Join('\n', _trace.Since().TakeLast(30).Select(line => line.Text))}");
            if (TimeProvider.System.GetElapsedTime(passed) >= TimeSpan.FromSeconds(0.01))
            {
                passed = TimeProvider.System.GetTimestamp();
                Pass(TimeSpan.FromSeconds(0.1));
            }
            Thread.Yield();
            Settle();
        }
    }

    /// <summary>Lets a command of the CSMS come to its answer.</summary>
    public T Carry<T>(Task<T> command)
    {
        Until(() => IsSoon(() => command.IsCompleted), "a command is answered");
#pragma warning disable VSTHRD002, VSTHRD104 // It is there.
        return command.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, VSTHRD104
    }

    /// <summary>The power goes and comes back after a while.</summary>
    public async Task CutPowerAsync(TimeSpan dark)
    {
        await EndAsync();
        Hardware.CutPower();
        Time.Advance(dark);
        Begin(BootCause.Power);
    }

    /// <summary>The cable of the network is drawn and put back after a while.</summary>
    public void CutNetwork(TimeSpan away)
    {
        _network.IsCut = true;
        Pass(away);
        _network.IsCut = false;
        // Dialling takes this computer's time: a clock moved on meanwhile would end each attempt too early and lengthen the wait for the next.
        Until(
            () =>
            {
                _station.DialNow();
                return IsSoon(() => State.Connected);
            },
            "the station is back");
    }

    /// <summary>Begins the next life where the station asked for one.</summary>
    public async Task ResetIfAskedAsync()
    {
        if (_reset is not { } kind) return;
        _reset = null;
        await EndAsync();
        Begin(kind == ResetKind.Soft ? BootCause.SoftReset : BootCause.HardReset);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Hardware.Dispose();
    }

    // Most things come at the instant they are waited for, if the other side is given a moment of this computer's time.
    private bool IsSoon(Func<bool> holds)
    {
        for (var asked = Stopwatch.GetTimestamp(); !holds() && Stopwatch.GetElapsedTime(asked) < TimeSpan.FromMilliseconds(50); Settle()) Thread.Yield();
        return holds();
    }

    private void Begin(BootCause cause)
    {
        Lives++;
        _network = new WebSocketNetwork(Time);
        Interlocked.Exchange(ref _open, 0);
        _station = new ChargingStation(Product, _options, Hardware.PowerOn(cause), new JournalFolder(_folder), _network, Time, _trace);
        _station.Loop.Post(_station.Begin);
        // Dialling is no frame that could be counted.
        var dialled = Stopwatch.GetTimestamp();
        for (Settle(); !State.Connected; Settle()) Assert.True(Stopwatch.GetElapsedTime(dialled) < Eventually.Deadline, "no connection");
        Settle();
    }

    private async Task EndAsync()
    {
        await _station.DisposeAsync();
        _network.Dispose();
    }

    private void Settle()
    {
        if (Time.GetUtcNow() != _told) _moved(_told = Time.GetUtcNow());
        var began = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < 2;)
        {
            var frames = Volatile.Read(ref _frames);
            var carried = _station.Loop.RunUntilIdle();
            var isQuiet = carried == 0 && Volatile.Read(ref _open) <= 0 && frames == Volatile.Read(ref _frames);
            quiet = isQuiet ? quiet + 1 : 0;
            if (_network.IsCut || Stopwatch.GetElapsedTime(began) > Eventually.Deadline) break;
            // What was received is handed to the loop a moment after it was counted.
            if (!isQuiet) Thread.SpinWait(20_000);
        }
    }

    private void Count(TraceLine line)
    {
        if (line.Kind == TraceKind.Note)
        {
            if (line.Text.StartsWith("connection ended", StringComparison.Ordinal)) Interlocked.Exchange(ref _open, 0);
            return;
        }

        Interlocked.Increment(ref _frames);
        if (line.Text.StartsWith("[2", StringComparison.Ordinal)) Interlocked.Increment(ref _open);
        else Interlocked.Decrement(ref _open);
        if (line.Kind == TraceKind.Sent && line.Text.StartsWith("[2", StringComparison.Ordinal))
        {
            var action = line.Text.Split('"')[3];
            Calls.AddOrUpdate(action, 1, static (_, count) => count + 1);
            if (action == "StopTransaction" && line.Text.IndexOf(Named, StringComparison.Ordinal) is var at and > 0)
                Ended.AddOrUpdate(line.Text[(at + Named.Length)..].Split(',', '}')[0], 1, static (_, count) => count + 1);
        }
        if (!line.Text.StartsWith("[4", StringComparison.Ordinal)) return;
        lock (Errors) Errors.Add(line.Text);
    }
}

using Ampwright.Lab.Wire;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Connection;
using Ampwright.Station.Flight;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Board;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Lab;

/// <summary>
/// Our station, runtime and simulated hardware, at the end of the lab's line: one thread, one virtual clock, frames in memory, life after life
/// as the station program has them.
/// </summary>
internal sealed partial class StationInLab : IDisposable
{
    private static readonly TimeSpan OnTheWire = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Reboot = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OrderlyEnd = TimeSpan.FromSeconds(3);

    private readonly SynchronizationContext _lab = SynchronizationContext.Current!;
    private readonly TimeProvider _time;
    private readonly Conversation _conversation;
    private readonly FlightRecorder? _recorder;
    private readonly ProductProfile _product;
    private readonly SimulatedStation _hardware;
    private readonly MemoryNetwork _network;
    private readonly StorageFault _storage = new();
    private readonly SimulatedDisk _flash = new();
    private readonly StationTrace _trace;
    private SimulatedDisk _disk = new();
    private ChargingStation? _station;
    private BoardWire? _wire;
    private bool _resting;
    private long? _waiting;

    public StationInLab(string preset, Conversation conversation, TimeProvider time, FlightRecorder? recorder = null)
    {
        (_time, _conversation, _recorder) = (time, conversation, recorder);
        _product = ProductProfileReader.Read(preset);
        _trace = new StationTrace(time, 5000);
        _hardware = new SimulatedStation(_product.FactsFor("LAB-1"), seed: 7, time)
        {
            OnResetRequested = kind => _lab.Post(_ => Watch(ResetAsync(kind)), null),
            OnPowerLost = () => _lab.Post(_ => LosePower(), null),
        };
        _network = new MemoryNetwork(time) { Dialled = Connect };
    }

    /// <summary>What the station did, for who looks into a failed case.</summary>
    public IEnumerable<string> Lines => _trace.Since().Select(line => $"{line.At:HH:mm:ss.fff} {line.Text}");

    /// <summary>Begins a life of the station.</summary>
    public void PowerOn(BootCause cause)
    {
        _hardware.Firmware = new SimulatedFirmware(_flash, _product.Vendor, _product.Model, _product.Firmware);
        var options = new StationOptions { Identity = "LAB-1", Endpoint = new Uri("ws://lab.test/"), Seed = 7 };
        _station = new ChargingStation(_product, options, Port(_hardware.PowerOn(cause)), new FaultyDisk(_disk, _storage), _network, _time, _trace, _recorder);
        _station.Loop.Post(_station.Begin);
    }

    /// <summary>Lets the station do what it has to at this instant.</summary>
    /// <returns>Whether there was anything, or is about to be.</returns>
    public bool Work()
    {
        if (_station is not { } station) return WaitsForThePool();
        try
        {
            return station.Loop.RunUntilIdle() > 0 || _wire?.Deliver() == true || WaitsForThePool();
        }
        catch (StationLoopException failure)
        {
            _trace.Note($"failed: {failure.InnerException?.Message}");
            Watch(FailAsync());
            return true;
        }
    }

    public void Dispose()
    {
        Kill();
        _wire?.Dispose();
        _hardware.Dispose();
    }

    private bool WaitsForThePool()
    {
        if (!_network.IsUnderWay)
        {
            _waiting = null;
            return false;
        }
        _waiting ??= TimeProvider.System.GetTimestamp();
        if (TimeProvider.System.GetElapsedTime(_waiting.Value) > TestKit.Eventually.Deadline)
            throw new InvalidOperationException($"What is under way never came back.\n{string.Join('\n', Lines)}");
        Thread.Yield();
        return true;
    }

    /// <summary>The hardware itself, or with the board's protocol on a stream between.</summary>
    private IStationPort Port(IStationPort hardware)
    {
        _wire?.Dispose();
        _wire = null;
        if (!BoardWire.IsInUse) return hardware;
        _wire = new BoardWire(hardware, _time);
        _wire.Deliver();
        Assert.True(_wire.Station.FirstUp.IsCompletedSuccessfully, string.Join('\n', _wire.Notes));
        return _wire.Station;
    }

    private void Connect(MemoryLink link, LinkRequest request)
    {
        var line = new Line(link, this);
        link.Heard = text => Later(() => _conversation.Received(line, text));
        link.Gone = () => Later(() => _conversation.Closed(line, "closed by the station"));
        Later(() => _conversation.Opened(line, new Handshake
        {
            Path = request.Url.AbsolutePath,
            Subprotocols = [LinkRequest.Subprotocol],
        }));
    }

    private void Later(Action what)
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                what();
            },
            null, OnTheWire, Timeout.InfiniteTimeSpan);
    }

    private async Task ResetAsync(ResetKind kind)
    {
        if (_station is not { } station || _resting) return;
        var ended = new TaskCompletionSource();
        station.Loop.Start(async () =>
        {
            await station.EndAsync();
            ended.TrySetResult();
        });
        _resting = true;
        await Task.WhenAny(ended.Task, Task.Delay(OrderlyEnd, _time));
        await RestAsync(Reboot, kind == ResetKind.Soft ? BootCause.SoftReset : BootCause.HardReset);
    }

    private Task FailAsync()
    {
        _resting = true;
        return RestAsync(AfterFailure, BootCause.Crash);
    }

    private async Task RestAsync(TimeSpan pause, BootCause cause)
    {
        Kill();
        await Task.Delay(pause, _time);
        _resting = false;
        if (_hardware.Powered) PowerOn(cause);
    }

    private void LosePower()
    {
        if (_hardware.Powered) return;
        Kill();
        _disk = _disk.AfterPowerCut(seed: 7);
    }

    private void Kill()
    {
        if (_station is not { } station) return;
        _station = null;
        _network.Forget();
        _wire?.Station.Dispose();
        var end = station.DisposeAsync();
        Assert.True(end.IsCompleted);
    }

#pragma warning disable VSTHRD100 // Its failure is one of the test: the lab's loop throws it.
    private static async void Watch(Task what) => await what;
#pragma warning restore VSTHRD100

    /// <summary>The lab's end of one connection.</summary>
    private sealed class Line(MemoryLink link, StationInLab station) : ISocket
    {
        public void Send(string text) => station.Later(() => link.Socket.Deliver(text));

        public void Close() => station.Later(() => link.Socket.DeliverClose("the lab ends it"));
    }
}

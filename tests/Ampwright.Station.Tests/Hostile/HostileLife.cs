using System.Collections.Concurrent;
using System.Text;
using Ampwright.Station.Hardware;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Journal;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Hostile;

/// <summary>A whole station under a hostile CSMS, with cars at its sockets and a limit by hand at the first. Its clock moves with the frames.</summary>
internal sealed class HostileLife : IAsyncDisposable
{
    /// <summary>What somebody has set at connector 1: nothing a CSMS says goes above it.</summary>
    private const int ByHand = 10_000;

    private const int InOneGo = 10;
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(5);
    private readonly ProductProfile _product = ProductProfileReader.Read("full");
    private readonly ManualTimeProvider _time = new();
    private readonly SimulatedStation _hardware;
    private readonly StationTrace _trace;
    private readonly HostileFrames _frames;
    private readonly HostileCsms _csms;
    private readonly int _seed;
    private SimulatedDisk _disk = new();
    private SimulatedDisk _flash = new();
    private ChargingStation? _station;
    private Task _running = Task.CompletedTask;
    private CancellationTokenSource _stop = new();
    private ResetKind? _reset;
    private string? _handlerFailed;

    public HostileLife(int seed)
    {
        _seed = seed;
        _hardware = new SimulatedStation(_product.FactsFor("CP-1"), seed, _time) { OnResetRequested = kind => _reset = kind };
        _trace = new StationTrace(_time)
        {
            Added = line =>
            {
                if (line.Text.StartsWith("connection ended", StringComparison.Ordinal)) Ends.AddOrUpdate(line.Text, 1, static (_, count) => count + 1);
                if (line.Kind == TraceKind.Note && line.Text.Contains(" failed: ", StringComparison.Ordinal) && line.Text.Contains("Exception", StringComparison.Ordinal)) _handlerFailed = line.Text;
            },
        };
        _frames = new HostileFrames(seed);
        _csms = new HostileCsms(_time, _frames);
    }

    /// <summary>How often energy was seen to flow.</summary>
    public int Charging { get; private set; }

    /// <summary>Why its connections ended, and how often.</summary>
    public ConcurrentDictionary<string, int> Ends { get; } = new(StringComparer.Ordinal);

    public int Answers => _csms.Answers;

    public int Lives { get; private set; }

    public IEnumerable<string> FileHosts => _csms.FileHosts.Keys;

    public IEnumerable<string> Endpoints => _csms.Endpoints.Keys;

    /// <summary>Takes so many frames.</summary>
    public async Task LiveAsync(int frames)
    {
        Begin(BootCause.Power);
        await ChargeAsync();
        for (var sent = 0; sent < frames;)
        {
            Stage = $"{sent} sent, dials";
            await UpAsync();
            Stage = $"{sent} sent, sends";
            for (var number = 0; number < InOneGo && await _csms.SendAsync(_frames.Next()); number++) sent++;
            Stage = $"{sent} sent, asks";
            // Some orders are answered once the hardware has moved.
            var probe = _csms.ProbeAsync();
            do
            {
                _time.Advance(Step);
                Judge();
            }
            while (await Task.WhenAny(probe, Task.Delay(ALittle, TimeProvider.System)) != probe);
            if (probe.IsFaulted) Fail($"nothing is answered any more: {probe.Exception!.InnerException!.Message}");
            Stage = $"{sent} sent, was answered";
            if (_reset is { } kind) await NextLifeAsync(kind);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _csms.Dispose();
        _hardware.Dispose();
        _stop.Dispose();
    }

    private void Begin(BootCause cause)
    {
        Lives++;
        _reset = null;
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _hardware.Firmware = new SimulatedFirmware(_flash, _product.Vendor, _product.Model, _product.Firmware);
        _station = new ChargingStation(
            _product,
            new StationOptions { Identity = "CP-1", Endpoint = new Uri("ws://csms.test/ocpp"), FileHosts = HostileFrames.FileHosts, Seed = _seed },
            _hardware.PowerOn(cause), _disk, _csms, _time, _trace);
        _running = _station.RunAsync(_stop.Token);
        _station.Limit(1, ByHand, "by hand");
        for (var connector = 1; connector <= 2; connector++)
        {
            if (!_hardware.Describe().Connectors[connector - 1].VehicleConnected)
                _hardware.Plug(connector, PlugSide.Both, vehicle: new SimulatedVehicle { MaxMilliamperes = 32_000, BatteryWh = 2_000_000 });
        }
    }

    private async Task NextLifeAsync(ResetKind kind)
    {
        await EndAsync();
        (_disk, _flash) = (_disk.AfterKill(), _flash.AfterKill());
        Begin(kind == ResetKind.Soft ? BootCause.SoftReset : BootCause.HardReset);
    }

    private async Task EndAsync()
    {
        if (_station is not { } station) return;
        _station = null;
        await station.DisposeAsync();
    }

    /// <summary>Until there is a line: the back-off passes, and the thread is left to the station.</summary>
    private async Task UpAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!_csms.IsUp)
        {
            Judge();
            if (_reset is { } kind) await NextLifeAsync(kind);
            if (TimeProvider.System.GetElapsedTime(started) > Eventually.Deadline) Fail("it does not come back");
            _time.Advance(BackOff);
            await Task.WhenAny(_csms.Up, Task.Delay(ALittle, TimeProvider.System));
        }
    }

    /// <summary>Both cars charge, ordered decently, before the harm begins.</summary>
    private async Task ChargeAsync()
    {
        Stage = "charges";
        var started = TimeProvider.System.GetTimestamp();
        for (var round = 0; Delivering < 2; round++)
        {
            if (TimeProvider.System.GetElapsedTime(started) > Eventually.Deadline) Fail("not both cars charge");
            // One that comes before the station is accepted, or while the connector is taken, is refused.
            for (var connector = 1; round % 20 == 0 && connector <= 2; connector++)
                await _csms.SendAsync(Encoding.UTF8.GetBytes($$"""[2,"start-{{round}}-{{connector}}","RemoteStartTransaction",{"connectorId":{{connector}},"idTag":"HOSTAGE"}]"""));
            _time.Advance(Step);
            Judge();
            await Task.Delay(ALittle, TimeProvider.System);
        }
        _csms.IsHostile = true;
    }

    private int Delivering
    {
        get
        {
            lock (_hardware.Gate) return _hardware.Connectors.Count(one => one.ContactorClosed && one.EnergyPermitted);
        }
    }

    private void Judge()
    {
        if (_running.IsFaulted) Fail($"the station ended: {_running.Exception!.InnerException}");
        if (_handlerFailed is { } failure) Fail(failure);
        lock (_hardware.Gate)
        {
            var sum = 0;
            foreach (var connector in _hardware.Connectors.Where(one => one.ContactorClosed && one.EnergyPermitted))
            {
                Charging++;
                var most = Math.Min(connector.Facts.Number == 1 ? ByHand : int.MaxValue, connector.Facts.MaxMilliamperes);
                if (connector.Offer.Milliamperes is not { } offer || offer > most) Fail($"connector {connector.Facts.Number} is offered {connector.Offer.Milliamperes} mA");
                sum += connector.AppliedMilliamperes;
            }
            if (sum > _hardware.Facts.MaxMilliamperes) Fail($"{sum} mA from a supply of {_hardware.Facts.MaxMilliamperes}");
        }
    }

    /// <summary>Where it is, for whoever waits in vain.</summary>
    public string Stage { get; private set; } = "new";

    private void Fail(string what) =>
        Assert.Fail($"seed {_seed}: {what}\n{string.Join('\n', _trace.Since().TakeLast(60).Select(line => $"{line.Kind} {(line.Text.Length > 500 ? line.Text[..500] : line.Text)}"))}");
}

using System.Collections.Immutable;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Flight;
using Ampwright.Station.Hardware;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Board;
using Ampwright.Station.Tests.Flight;
using Ampwright.Station.Tests.Journal;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Life;

/// <summary>
/// A whole station over simulated hardware, disk and CSMS, all under one clock on the test's thread: what the test does next is all
/// that happens next.
/// </summary>
internal sealed class StationUnderTest : IDisposable
{
    public static readonly ImmutableArray<byte> Card = [0x04, 0xA1, 0xB2, 0xC3];
    public static readonly ImmutableArray<byte> OtherCard = [0x04, 0x11, 0x22, 0x33];
    public const string Tag = "04A1B2C3";
    public const string OtherTag = "04112233";

    private readonly ProductProfile _product;
    private readonly StationOptions _options;
    private readonly Recording? _recording;
    private bool _cut;
    private ChargingStation? _station;
    private BoardWire? _wire;

    public StationUnderTest(
        string preset = "full", Func<ProductProfile, ProductProfile>? change = null, Func<StationOptions, StationOptions>? options = null, int seed = 7)
    {
        _product = ProductProfileReader.Read(preset);
        if (change is not null) _product = change(_product);
        _options = new StationOptions { Identity = "CP-1", Endpoint = new Uri("ws://csms.test/ocpp"), Seed = seed };
        if (options is not null) _options = options(_options);
        Hardware = new SimulatedStation(_product.FactsFor("CP-1"), seed, Time) { OnResetRequested = Resets.Add };
        Csms = new ScriptedCsms(Time);
        if (!Recording.OfAllLives) return;
        _recording = new Recording();
        Recorder = _recording.Recorder(Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public SimulatedStation Hardware { get; }

    public ScriptedCsms Csms { get; }

    public SimulatedDisk Disk { get; set; } = new();

    /// <summary>Where the firmware slots are.</summary>
    public SimulatedDisk Flash { get; set; } = new();

    /// <summary>Called with each new life before it does anything.</summary>
    public Action<ChargingStation>? Born { get; set; }

    /// <summary>Records the lives to come.</summary>
    public FlightRecorder? Recorder { get; set; }

    public bool IsAlive => _station is not null;

    public List<ResetKind> Resets { get; } = [];

    public StationTrace Trace => Station.Trace;

    public ChargingStation Station => _station ?? throw new InvalidOperationException("The station has no power.");

    public StationState State => Station.Describe();

    public ConnectorState First => State.Connectors[0];

    /// <summary>The statuses told of a connector, in order.</summary>
    public IReadOnlyList<string> Told(int connector) =>
        [.. Csms.All<StatusNotificationRequest>().Where(told => told.ConnectorId == connector).Select(told => told.Status.Text)];

    /// <summary>Begins a life of the station.</summary>
    public void PowerOn(BootCause cause = BootCause.Power)
    {
        Hardware.Firmware = new SimulatedFirmware(Flash, _product.Vendor, _product.Model, _product.Firmware);
        _station = new ChargingStation(_product, _options, Port(Hardware.PowerOn(cause)), Disk, Csms, Time, recorder: Recorder);
        Born?.Invoke(_station);
        _station.Loop.Post(_station.Begin);
        Settle();
    }

    /// <summary>The power goes at this very instant: disks, network, loop and hardware stop.</summary>
    public void CutPower()
    {
        _cut = true;
        Disk.CutPower();
        Flash.CutPower();
        _station?.Loop.Stop();
        Csms.Break();
        if (Hardware.Powered) Hardware.CutPower();
    }

    /// <summary>Ends it without a word.</summary>
    public void Die()
    {
        if (_station is not { } station) return;
        _station = null;
        var end = station.DisposeAsync();
        Assert.True(end.IsCompleted);
        _wire?.Station.Dispose();
    }

    /// <summary>The process is killed and started again; electronics, car and disk as a power cut leaves them.</summary>
    public void Restart(BootCause cause = BootCause.Power)
    {
        Die();
        Disk = Disk.AfterKill();
        Flash = Flash.AfterKill();
        PowerOn(cause);
    }

    /// <summary>Powered on and accepted, with nothing heard yet.</summary>
    public static StationUnderTest Accepted(
        string preset = "full", Action<StationUnderTest>? prepare = null, params (string Key, string Value)[] configuration)
    {
        var merged = configuration.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var test = new StationUnderTest(preset, product =>
        {
            var first = new Dictionary<string, string>(product.Configuration, StringComparer.Ordinal);
            foreach (var (key, value) in merged) first[key] = value;
            return product with { Configuration = first };
        });
        prepare?.Invoke(test);
        test.PowerOn();
        test.Csms.Heard.Clear();
        return test;
    }

    /// <summary>Lets everything happen that follows from what has happened, without any time passing.</summary>
    /// <exception cref="PowerCutException">The power went meanwhile, or was gone.</exception>
    public void Settle()
    {
        if (_station is null) return;
        do
        {
            _station.Loop.RunUntilIdle();
        }
        while (Csms.Work() || (_wire?.Deliver() ?? false));
        NeedPower();
    }

    public void Pass(double seconds)
    {
        Settle();
        Time.Advance(TimeSpan.FromSeconds(seconds), Settle);
        Settle();
    }

    /// <summary>Lets what runs beside the loop (keys being made, files on their way) come to its end; the station's clock stands still.</summary>
    public void Until(Func<bool> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (Settle(); !holds(); Settle())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(started) < Eventually.Deadline,
                $"did not happen in time\n{string.Join('\n', Trace.Since().Select(line => line.Text).TakeLast(40))}");
            Thread.Yield();
        }
    }

    public void Plug(int connector = 1, SimulatedVehicle? vehicle = null)
    {
        Hardware.Plug(connector, PlugSide.Both, vehicle: vehicle);
        Settle();
    }

    public void Unplug(int connector = 1, PlugSide side = PlugSide.Both)
    {
        Hardware.Unplug(connector, side);
        Settle();
    }

    public void Present(ImmutableArray<byte> card)
    {
        Hardware.PresentCard(card);
        Settle();
    }

    /// <summary>A car charges at a connector by card, its transaction known to the CSMS.</summary>
    public void Charge(int connector = 1)
    {
        Plug(connector);
        Present(Card);
        Pass(10);
        Assert.Equal("Charging", State.Connectors[connector - 1].Status);
    }

    /// <summary>A CALL of the CSMS and its answer.</summary>
    public TResponse Call<TResponse>(IRequest<TResponse> request)
        where TResponse : class
    {
        var calls = Assert.IsType<CsmsCalls>(Csms.Inbound);
        Assert.False(calls.IsSilent, "the station does not answer");
        if (calls.Admit(request.Action) is { } code) throw new CallErrorException(code, request.Action.Name);
        var call = new InboundCall(request.Action, "csms-1", request, [], PayloadJson.ToUtf8(request.Action.Request, request));
        Csms.Passing?.Invoke($"{request.Action.Name} arrives");
        NeedPower();
        Task<object>? answer = null;
        Station.Loop.Post(() => answer = calls.CarryOutAsync(call));
        Settle();
        for (var step = 0; step < 300 && !answer!.IsCompleted; step++) Pass(0.1);
        Assert.True(answer!.IsCompleted, "no answer");
#pragma warning disable VSTHRD002, VSTHRD104 // It is there.
        var response = (TResponse)answer.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, VSTHRD104
        request.Action.Response.Read(PayloadJson.ToUtf8(request.Action.Response, response), ReadMode.Strict);
        Csms.Passing?.Invoke($"{request.Action.Name} is about to be answered");
        NeedPower();
        Answers.Add(response);
        AnswersWhenHeard.Add(Csms.Heard.Count);
        Csms.Passing?.Invoke($"{request.Action.Name} has been answered");
        NeedPower();
        call.AfterAnswer?.Invoke();
        Settle();
        return response;
    }

    /// <summary>How many CALLs of the station had been heard when each answer left.</summary>
    public List<int> AnswersWhenHeard { get; } = [];

    /// <summary>The answers of the station that reached the CSMS.</summary>
    public List<object> Answers { get; } = [];

    public void Configure(string key, string value) => Assert.Equal(
        ConfigurationStatus.Accepted, Call(new ChangeConfigurationRequest { Key = key, Value = value }).Status.Value);

    private void NeedPower()
    {
        if (Disk.IsOff || Flash.IsOff) throw new PowerCutException();
    }

    public void Dispose()
    {
        Die();
        _wire?.Dispose();
        Hardware.Dispose();
        if (!_cut) _recording?.ReplayNow(); // A power cut in the middle of a step fails the loop, which no real one does.
    }

    /// <summary>The hardware itself, or with the board's protocol on a stream between.</summary>
    private IStationPort Port(IStationPort hardware)
    {
        _wire?.Dispose();
        _wire = null;
        if (!BoardWire.IsInUse) return hardware;
        _wire = new BoardWire(hardware, Time);
        _wire.Deliver();
        Assert.True(_wire.Station.FirstUp.IsCompletedSuccessfully, string.Join('\n', _wire.Notes));
        return _wire.Station;
    }
}

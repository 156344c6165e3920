using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Authorization;
using Ampwright.Station.Availability;
using Ampwright.Station.Boot;
using Ampwright.Station.Configuration;
using Ampwright.Station.Connection;
using Ampwright.Station.DataTransfer;
using Ampwright.Station.Files;
using Ampwright.Station.Flight;
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;
using Ampwright.Station.LocalList;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Metering;
using Ampwright.Station.Product;
using Ampwright.Station.Queue;
using Ampwright.Station.Reservation;
using Ampwright.Station.Security;
using Ampwright.Station.SmartCharging;
using Ampwright.Station.Transactions;

namespace Ampwright.Station;

/// <summary>
/// One life of a charging station's runtime, from its start to a reset, a power cut or the end of the program. The next life is a new
/// object over the same journal.
/// </summary>
/// <remarks>
/// <code>
/// new ─► RunAsync ─┬─ stop ──────► goodbye to the CSMS ─► dispose
///                  ├─ power cut ─► dispose, without a word
///                  └─ IHostPort.Reset is called ─► dispose, and a new one
/// </code>
/// </remarks>
public sealed partial class ChargingStation : IAsyncDisposable
{
    private readonly StationCore _core;
    private readonly StationLoop _loop = new();
    private readonly RecordedLife? _flight;
    private readonly StationJournal _journal;
    private readonly JournalHealth _found;
    private readonly CsmsCalls _calls;
    private readonly CsmsConnection _connection;
    private readonly Registration _registration;
    private readonly StationSecurity _security;
    private readonly TransactionQueue _queue;
    private readonly FaultBoard _faults = new();
    private readonly Reservations _reservations;
    private readonly StatusReporter _reporter;
    private readonly StationAvailability _availability;
    private readonly IReadOnlyList<Connector> _connectors;
    private readonly CurrentLimits _limits;
    private readonly AlignedMetering _aligned;
    private readonly StationFiles _files;
    private readonly HardwareNews _news;
    private Task _running = Task.CompletedTask;

    /// <summary>Opens the journal and puts the station together; nothing is sent and nothing moves before <see cref="RunAsync"/>.</summary>
    /// <param name="port">The hardware, just powered on or kept over a soft reset.</param>
    /// <param name="disk">Where the journal is; one station each.</param>
    /// <param name="trace">Goes on over the lives of a station; null = one of its own.</param>
    /// <param name="recorder">Records this life; goes on over the lives of a station. Null = none.</param>
    /// <exception cref="IOException">The journal cannot be opened.</exception>
    public ChargingStation(
        ProductProfile product, StationOptions options, IStationPort port, IJournalDisk disk, INetwork network, TimeProvider time,
        StationTrace? trace = null, FlightRecorder? recorder = null)
    {
        Trace = trace ?? new StationTrace(time);
        _flight = recorder is null ? null : new RecordedLife(recorder, _loop, time, port, network);
        if (_flight is { } recorded) (port, network, time) = (recorded.Port, recorded.Network, recorded.Time);
        var opening = StationJournal.Open(disk, StationMemory.Knows);
        (_journal, _found) = (opening.Journal, opening.Health);
        foreach (var line in Health(opening.Health)) Trace.Note(line);
        var memory = new StationMemory(opening);
        _flight?.Begin(product, options, (int)_journal.Boot, memory);
        _core = new StationCore
        {
            Loop = _loop,
            Time = time,
            Clock = new StationClock(time, port.Host.ClockTrusted),
            Random = new Random(HashCode(options.Seed, (int)_journal.Boot)),
            Memory = memory,
            Configuration = new StationConfiguration(ProductConfiguration.ByName(product), memory),
            Options = options,
            Port = port,
            Trace = Trace,
            Flight = _flight,
        };
        _calls = new CsmsCalls(_loop, Trace, _flight);
        _connection = new CsmsConnection(_core, network, () => _security!.Request(), _calls);
        _registration = new Registration(_core, _connection, Notification(port.Facts));
        _security = new StationSecurity(_core, _connection, _registration, product);
        var list = new LocalAuthList(_core);
        var cache = new AuthorizationCache(_core, list);
        var authorizer = new Authorizer(_core, _connection, _registration, list, cache);
        _queue = new TransactionQueue(_core, _connection, _registration, cache);
        _reporter = new StatusReporter(_core, _connection, _registration, connector: 0, ChargePointStatus.Available);
        _reservations = new Reservations(_core);
        _connectors = [.. port.Connectors.Select(Connector)];
        _limits = new CurrentLimits(_core, _connectors);
        var samplers = _connectors.Select(connector => (connector, new MeterSampler(_core, connector, _queue.Drain))).ToList();
        _aligned = new AlignedMetering(_core, _connection, _registration, samplers);
        _availability = new StationAvailability(_core, _connectors, _reporter, _faults);
        _files = new StationFiles(_core, network, _connection, _registration, _connectors, _availability, _queue, _security, product, Describe);
        var desk = new ReaderDesk(_core, authorizer, _connectors, _reservations, product);
        _news = new HardwareNews(_core, _connection, _connectors, desk, _faults, product.Answers.StopReportedBeforeGoingDown);
        var heartbeats = new Heartbeats(_core, _connection, _registration);
        Wire();
        var takesProfile = TakeSmartCharging();
        Take(new RemoteCalls(_core, _registration, authorizer, _connectors, _reservations, takesProfile), cache);
        TakeLocalList(list);
        TakeTriggers(heartbeats);
        TakeReservations();
        _security.Take(_calls, Triggers);
        _files.Take(_calls, Triggers);
        _flight?.EnterLoop();
    }

    /// <summary>What it sent, received and did lately.</summary>
    public StationTrace Trace { get; }

    /// <summary>
    /// Limits a connector at the station itself, whatever the CSMS wants: mA per phase, null = no more. Kept over power cuts. Safe from any
    /// thread.
    /// </summary>
    public void Limit(int connector, int? milliamperes, string why) => _loop.Post(() =>
    {
        _flight?.Arrived(new FlightLine { Kind = FlightKind.Limit, Connector = connector, Milliamperes = milliamperes, Text = why });
        _limits.SetManual(connector, milliamperes is { } limit ? new ManualLimit(limit, why) : null);
    });

    internal StationLoop Loop => _loop;

    internal StationCore Core => _core;

    internal CsmsCalls Calls => _calls;

    internal StationSecurity Security => _security;

    /// <summary>Lives until it is stopped; then closes the connection in order. May be called once.</summary>
    /// <exception cref="StationLoopException">The station's program or its disk failed; dispose it and start a new one.</exception>
    public Task RunAsync(CancellationToken stop)
    {
        _running = LiveAsync(stop);
        return _running;
    }

    /// <summary>How the station is now. Safe from any thread.</summary>
    public StationState Describe() => new(
        _connection.IsUp,
        _registration.State.ToString(),
        (int)_journal.Boot,
        _queue.Count,
        Text(_reporter.Status),
        [.. _connectors.Select(connector => new ConnectorState(
            connector.Number,
            Text(connector.Status),
            Text(connector.Reporter.Detail.Error),
            connector.Running is { } running ? new TransactionState(running.CsmsId, running.IdTag, running.MeterStart, running.Started.Utc) : null,
            _limits.ClaimsOn(connector.Number)))],
        DescribeQueue(),
        new JournalState(
            _journal.Length, _journal.Sequence, _journal.Failed, _found.TornBytes, _found.Damage is not null, _found.KeptAside.Count));

    /// <summary>Dials now instead of after the back-off: the network is back. Safe from any thread.</summary>
    public void DialNow() => _loop.Post(() =>
    {
        _flight?.Arrived(new FlightLine { Kind = FlightKind.DialNow });
        _connection.DialNow();
    });

    /// <summary>Ends this life at once and without a word, as a power cut does; what is in the journal is all that is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _loop.Stop();
        _connection.Abort();
        _core.DisposeTimers();
        try
        {
            await _running.ConfigureAwait(false);
        }
        catch (StationLoopException)
        {
            // Whoever runs the station was told.
        }
        if (_loop.Failure is { } failure) _flight?.Arrived(new FlightLine { Kind = FlightKind.Failed, Text = failure.Message });
        _flight?.Arrived(new FlightLine { Kind = FlightKind.End });
        _connection.Dispose();
        _journal.Dispose();
        _loop.Dispose();
    }

    /// <summary>
    /// The start of a life: 1 count it, 2 take the hardware's state and close or resume what the last life left, 3 listen to the
    /// hardware, 4 dial. Runs on the loop.
    /// </summary>
    internal void Begin()
    {
        // 1
        var reason = ReasonOfTheLastEnd();
        var ordered = _core.Memory.State.ResetOrdered;
        _core.Memory.Record(new Booted((int)_journal.Boot), durable: true);
        _security.Begin(ordered);

        // 2
        var snapshot = _core.Port.ReadSnapshot();
        foreach (var fault in snapshot.Faults) _faults.Raise(fault);
        foreach (var (connector, state) in _connectors.Zip(snapshot.Connectors)) connector.Begin(state, reason);
        _reservations.Begin(_connectors);
        _limits.Begin();
        _availability.Update();
        _aligned.Arm();
        _files.Begin();

        // 3
        _loop.Start(() => _news.RunAsync(snapshot.Stamp));

        // 4
        _loop.Start(_connection.RunAsync);
    }

    private async Task LiveAsync(CancellationToken stop)
    {
        _loop.Post(Begin);
        await using var stopping = stop.Register(() => _loop.Start(EndAsync));
        await Task.Run(() => _loop.RunAsync(CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The end in order. Runs on the loop.</summary>
    internal async Task EndAsync()
    {
        _flight?.Arrived(new FlightLine { Kind = FlightKind.Stop });
        _core.IsEnding = true;
        _core.Memory.Sync();
        await _connection.CloseAsync("the station ends");
        _loop.Stop();
    }

    private void Wire()
    {
        _calls.MustBeSilent = () => _registration.State == RegistrationState.Rejected;
        _connection.Up += () => _loop.Start(_registration.RunAsync);
        _connection.Down += _calls.OnDown;
        _registration.Ready += OnReady;
        _core.Clock.Stepped += step =>
        {
            _core.Memory.Record(new ClockSet(step), durable: false);
            if (!_core.Port.Host.ClockTrusted) _core.Port.Host.TrySetUtc(_core.Clock.Now);
        };
        _faults.Changed += _ => _availability.UpdateAll();
        _queue.Thinned += () => _security.Events.RaiseOnce(SecurityEventType.MemoryExhaustion, "meter values were dropped: too many messages wait");
        _news.Tampered += what => _security.Events.Raise(SecurityEventType.TamperDetectionActivated, what);
        _queue.StartAnswered += (transaction, verdict) =>
        {
            if (verdict.Status.Is(AuthorizationStatus.Accepted)) return;
            foreach (var connector in _connectors.Where(one => one.Running?.Tx == transaction.Tx)) connector.Refused();
        };
        foreach (var connector in _connectors)
        {
            connector.Recorded += _queue.Drain;
            connector.TransactionEnded += _ => _availability.Update();
        }
    }

    private void Take(RemoteCalls remote, AuthorizationCache cache)
    {
        var configuration = new ConfigurationCalls(_core.Configuration, _connection, _security.Keys);
        _calls.On<GetConfigurationRequest>(Catalogue.GetConfiguration, configuration.Get);
        _calls.On<ChangeConfigurationRequest>(Catalogue.ChangeConfiguration, configuration.Change);
        _calls.On<RemoteStartTransactionRequest>(Catalogue.RemoteStartTransaction, remote.Start);
        _calls.On<RemoteStopTransactionRequest>(Catalogue.RemoteStopTransaction, remote.Stop);
        _calls.On<UnlockConnectorRequest>(Catalogue.UnlockConnector, remote.UnlockAsync);
        _calls.On<ResetRequest>(Catalogue.Reset, new ResetCall(_core, _connection, _queue, _connectors, _faults).Answer);
        _calls.On<ChangeAvailabilityRequest>(Catalogue.ChangeAvailability, _availability.Change);
        _calls.On<ClearCacheRequest>(Catalogue.ClearCache, new ClearCacheCall(cache).Answer);
        _calls.On<DataTransferRequest>(Catalogue.DataTransfer, DataTransferCalls.Answer);
    }

    // Errata v4.0 3.22: after Accepted the status of all; after a mere reconnect what changed. The queue follows.
    private void OnReady(bool accepted)
    {
        foreach (var reporter in _connectors.Select(connector => connector.Reporter).Prepend(_reporter))
        {
            if (accepted) reporter.TellNow();
            else reporter.TellIfChanged();
        }
        _queue.Drain();
    }

    private Connector Connector(IConnectorPort port) => new(
        _core, port, new StatusReporter(_core, _connection, _registration, port.Facts.Number, ChargePointStatus.Available), _faults, _reservations);

    private Reason ReasonOfTheLastEnd() => _core.Memory.State.ResetOrdered switch
    {
        true => Reason.HardReset,
        false => Reason.SoftReset,
        null => _core.Port.Host.BootCause == BootCause.Power ? Reason.PowerLoss : Reason.Reboot,
    };

    private static BootNotificationRequest Notification(StationFacts facts) => new()
    {
        ChargePointVendor = facts.Vendor,
        ChargePointModel = facts.Model,
        ChargePointSerialNumber = facts.SerialNumber,
        FirmwareVersion = facts.FirmwareVersion,
        MeterType = facts.MeterType,
        MeterSerialNumber = facts.MeterSerialNumber,
    };

    private QueueState DescribeQueue()
    {
        var kept = _core.Memory.State;
        int Waiting(QueuedKind kind) => kept.Queue.Count(message => message.Kind == kind);
        return new QueueState(
            Waiting(QueuedKind.StartTransaction), Waiting(QueuedKind.MeterValues), Waiting(QueuedKind.StopTransaction), kept.DeadLetters.Count);
    }

    private static IEnumerable<string> Health(JournalHealth health)
    {
        if (health.TornBytes > 0) yield return $"the journal had a torn end of {health.TornBytes} bytes";
        if (health.Damage is { } damage) yield return $"the journal was damaged: {damage}";
        if (health.KeptAside.Count > 0) yield return $"{health.KeptAside.Count} records of a newer program are kept aside";
    }

    private static int HashCode(int seed, int boot) => unchecked((seed * 486_187_739) + boot);

    private static string Text<TEnum>(TEnum value)
        where TEnum : struct, Enum => new OcppEnum<TEnum>(value).Text;
}

using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Authorization;
using Ampwright.Station.Availability;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Metering;
using Ampwright.Station.Reservation;

namespace Ampwright.Station.Transactions;

/// <summary>
/// One connector: what its hardware reports, who may charge, and the transaction that runs. Belongs to the loop.
/// The boot is in Connector.Boot.cs, starting in Connector.Start.cs, stopping in Connector.Stop.cs, the current in Connector.Current.cs.
/// </summary>
/// <remarks>
/// <code>
///            grant          car
/// idle ──────────► granted ─────┐
///   │ car                       ├──► start ──► transaction ──► stop ──► the user must leave ──► idle
///   └────────────► plugged ─────┘
///                     grant         (ConnectionTimeOut: granted → idle, plugged → the user must leave)
/// </code>
/// Hardware commands of one connector are carried out one procedure after the other; what happens meanwhile is noted at once.
/// </remarks>
internal sealed partial class Connector
{
    private const string EvSideDisconnected = "EV side disconnected";

    private readonly StationCore _core;
    private readonly IConnectorPort _port;
    private readonly StatusReporter _reporter;
    private readonly FaultBoard _faults;
    private readonly Reservations _reservations;
    private readonly LoopTimer _connectionTimeOut;
    private readonly LoopTimer _energyCheck;
    private readonly LoopTimer _offerRetry;
    private Task _work = Task.CompletedTask;

    private bool _carPresent;
    private int? _cable;
    private bool _asking;
    private bool _contactorClosed;
    private int _activePhases;
    private int _offerMilliamperes;
    private long _register;

    private Grant? _grant;
    private Grant? _keeper;
    private bool _claimed;
    private bool _starting;
    private bool _stopping;
    private bool _held;
    private bool _userMustLeave;
    private string? _info;
    private bool _inService = true;

    public Connector(StationCore core, IConnectorPort port, StatusReporter reporter, FaultBoard faults, Reservations reservations)
    {
        _core = core;
        _port = port;
        _reporter = reporter;
        _faults = faults;
        _reservations = reservations;
        _connectionTimeOut = core.NewTimer(OnConnectionTimeOut);
        _energyCheck = core.NewTimer(OnEnergyCheck);
        _offerRetry = core.NewTimer(() => _ = Enqueue(SetOfferAsync));
    }

    /// <summary>A transaction message was recorded and can be sent.</summary>
    public Action? Recorded { get; set; }

    public Action<Connector>? CarArrived { get; set; }

    public Action<Connector>? TransactionBegan { get; set; }

    public Action<Connector>? TransactionEnded { get; set; }

    /// <summary>A wait for a car or a tag was given up, for the reader's display.</summary>
    public Action<Connector>? TimedOut { get; set; }

    public int Number => _port.Facts.Number;

    public RememberedTransaction? Running => _core.Memory.State.RunningOn(Number);

    public Grant? Granted => _grant;

    /// <summary>The parent of whoever left the cable locked here.</summary>
    public string? KeeperParent => _keeper?.ParentIdTag;

    public bool IsCarPresent => _carPresent;

    public bool IsCablePlugged => _cable is not null;

    public ChargePointStatus Status => _reporter.Status;

    public StatusReporter Reporter => _reporter;

    /// <summary>Whose car came first is served first: rises with every arrival.</summary>
    public long ArrivalOrder { get; private set; }

    public bool IsFaulted => _faults.Forbids(Number);

    public bool IsInoperative => _core.HoldsConnectors || _core.Memory.State.Inoperative.Contains(Number);

    /// <summary>Whether somebody new may charge here, with or without a car.</summary>
    public bool IsFree => Running is null && !_starting && !_claimed && _grant is null && !IsFaulted && !IsInoperative;

    /// <summary>A transaction runs or is about to.</summary>
    public bool IsBusy => Running is not null || _starting;

    /// <summary>A car waits for somebody to authorize.</summary>
    public bool IsWaiting => IsFree && _carPresent && !_userMustLeave;

    /// <summary>Somebody authorized could charge here, whether a car is there or not; one is perhaps being authorized just now.</summary>
    public bool CouldServe => Running is null && !_starting && _grant is null && !_userMustLeave && !IsFaulted && !IsInoperative;

    /// <summary>Nobody is here.</summary>
    public bool IsEmpty => IsFree && !_carPresent && !_userMustLeave;

    public bool HasLock => _port.Facts.HasLock;

    public ConnectorFacts Facts => _port.Facts;

    public void OnPilot(PilotState pilot)
    {
        _asking = Asks(pilot);
        if (IsCar(pilot) && !_carPresent)
        {
            _carPresent = true;
            Arrived();
        }
        else if (pilot == PilotState.A && _carPresent)
        {
            _carPresent = false;
            Left();
        }
        Update();
    }

    public void OnCable(int? milliamperes)
    {
        _cable = milliamperes;
        if (milliamperes is null)
        {
            _userMustLeave = false;
            _keeper = null;
            _info = null;
            _faults.Clear(LockFault);
            if (Running is not null) _ = Stop(Reason.EVDisconnected); // Drawn at our side against the lock: there is nothing to go on with.
        }
        else if (_grant is not null && !_carPresent)
        {
            _ = Enqueue(LockEarlyAsync);
        }
        LimitChanged?.Invoke();
        Update();
    }

    public void OnContactor(bool closed, int phases)
    {
        _contactorClosed = closed;
        _activePhases = closed ? phases : 0;
        Update();
    }

    /// <summary>Derives the status anew and tells what changed.</summary>
    public void Update()
    {
        // While energy is being switched on or off the steps in between are nobody's business.
        if (_stopping) return;
        var condition = new ConnectorCondition
        {
            Faulted = IsFaulted,
            Inoperative = IsInoperative,
            Reserved = _reservations.IsReserved(Number) && _grant is null && !_starting && Running is null,
            Transaction = Running is not null && !_starting,
            Paused = _held || _offerMilliamperes == 0,
            Drawing = _contactorClosed && _asking,
            InUse = _carPresent || _grant is not null || _starting,
            UserMustLeave = _userMustLeave,
        };
        var status = ConnectorStatus.Of(condition);
        var fault = _faults.Worst(Number);
        _reporter.Change(status, fault.Error == ChargePointErrorCode.NoError && _info is not null ? fault with { Info = _info } : fault);
        _core.Port.Indicators.Show(Number, IndicatorOf(status));
        TimeWaiting(status);
        PutInService(!condition.Inoperative || condition.Transaction);
        if (condition.Faulted && Running is not null && !_starting)
            _ = Stop(_faults.HasEmergencyStop(Number) ? Reason.EmergencyStop : Reason.Other);
        _reservations.OnChanged();
    }

    /// <summary>Reads the meter; the register never falls, whatever the meter says (OCPP 1.6 ed. 2 §7.31).</summary>
    public ConnectorReading Read()
    {
        var meter = _port.Meter.Read();
        _register = Math.Max(_register, meter.RegisterWh);
        return new ConnectorReading(meter, _register, _offerMilliamperes, _activePhases, _core.Port.Facts.MainsVolts);
    }

    private void Arrived()
    {
        ArrivalOrder = _core.Time.GetTimestamp();
        _info = null;
        if (Running is not null) return; // The car is back, the transaction went on.
        if (_grant is { } grant)
        {
            _grant = null;
            Start(grant);
            return;
        }
        CarArrived?.Invoke(this);
    }

    private void Left()
    {
        if (Running is not null)
        {
            // OCPP 1.6 ed. 2 §4.10.1, §9.1.23.
            _info = EvSideDisconnected;
            if (_core.Configuration.Flag("StopTransactionOnEVSideDisconnect", absent: true)) _ = Stop(Reason.EVDisconnected);
            return;
        }
        if (_port.Facts.Kind == ConnectorKind.Tethered || _cable is null) _userMustLeave = false;
    }

    /// <summary>ConnectionTimeOut counts from entering Preparing (errata v4.0 3.76).</summary>
    private void TimeWaiting(ChargePointStatus status)
    {
        var waiting = status == ChargePointStatus.Preparing && !_starting;
        if (!waiting) _connectionTimeOut.Clear();
        else if (!_connectionTimeOut.IsSet && _core.Configuration.Seconds("ConnectionTimeOut") is var limit && limit > TimeSpan.Zero)
            _connectionTimeOut.Set(limit);
    }

    private void OnConnectionTimeOut()
    {
        ReleaseEarly();
        _grant = null;
        if (_carPresent) _userMustLeave = true; // B6: the next user's tag must not charge a forgotten car (errata v4.0 3.20).
        _core.Trace.Note($"connector {Number}: nobody came in time");
        TimedOut?.Invoke(this);
        Update();
    }

    private void PutInService(bool inService)
    {
        if (inService == _inService) return;
        _inService = inService;
        if (!inService)
        {
            ReleaseEarly();
            _grant = null;
        }
        _ = Enqueue(async () => await _port.SetInServiceAsync(inService, _core.CommandDeadline));
    }

    /// <summary>Procedures of one connector run one after the other.</summary>
    private Task Enqueue(Func<Task> procedure)
    {
        var before = _work;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _work = done.Task;
        _core.Loop.Start(async () =>
        {
            await before;
            try
            {
                await procedure();
            }
            finally
            {
                done.TrySetResult();
            }
        });
        return done.Task;
    }

    private static bool IsCar(PilotState pilot) => pilot is PilotState.B or PilotState.C or PilotState.D;

    private static bool Asks(PilotState pilot) => pilot is PilotState.C or PilotState.D;

    private static IndicatorState IndicatorOf(ChargePointStatus status) => status switch
    {
        ChargePointStatus.Available => IndicatorState.Available,
        ChargePointStatus.Preparing => IndicatorState.Preparing,
        ChargePointStatus.Charging => IndicatorState.Charging,
        ChargePointStatus.SuspendedEV or ChargePointStatus.SuspendedEVSE => IndicatorState.Suspended,
        ChargePointStatus.Finishing => IndicatorState.Finishing,
        ChargePointStatus.Reserved => IndicatorState.Reserved,
        ChargePointStatus.Unavailable => IndicatorState.Unavailable,
        _ => IndicatorState.Faulted,
    };
}

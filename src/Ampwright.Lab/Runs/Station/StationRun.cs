using System.Text.Json.Nodes;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Files;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs.Station;

/// <summary>A case on a charging station.</summary>
internal sealed class StationRun : CaseRun
{
    private static readonly string[] Periodic = ["Heartbeat", "MeterValues"];
    private static readonly string[] ShownToTheTester = ["StatusNotification", "SecurityEventNotification", "DataTransfer"];

    private readonly StationBench _bench;

    public StationRun(string id, StationBench bench) : base(id, bench.Conversation, bench.Time, bench.Trace, bench.Figures, bench.Settings)
    {
        _bench = bench;
        bench.ResetAnswers();
        bench.Files.Taken = method => Met(new Reading(22, method));
    }

    /// <summary>The connector under test.</summary>
    public int Connector => Settings.Connector;

    public IEnumerable<int> OtherConnectors => Enumerable.Range(1, Settings.Connectors).Where(connector => connector != Connector);

    public string Tag => Settings.Tag;

    public FileStand Files => _bench.Files;

    public CertificateStand Certificates => _bench.Certificates;

    /// <summary>What lets the station in.</summary>
    public Door Door => _bench.Door;

    public Conversation Line => Conversation;

    /// <summary>Transactions that have begun and not ended: id to connector.</summary>
    public IReadOnlyDictionary<int, int> Running => _bench.Running;

    /// <summary>The transaction of the connector under test.</summary>
    public int Transaction => _bench.Running.FirstOrDefault(running => running.Value == Connector).Key;

    /// <summary>The newest transaction, whether it runs or has ended.</summary>
    public int LastTransaction => _bench.LastTransaction;

    /// <summary>The id of the newest reservation.</summary>
    public int LastReservation
    {
        get => _bench.LastReservation;
        set => _bench.OpenReservations.Add(_bench.LastReservation = value);
    }

    /// <summary>An id for GetLog or SignedUpdateFirmware that was not used before.</summary>
    public int NextRequest() => ++_bench.LastRequest;

    /// <summary>Reservations that this run made and has not cancelled.</summary>
    public HashSet<int> OpenReservations => _bench.OpenReservations;

    /// <summary>When the charging profiles of this case begin; null before the first is made.</summary>
    public DateTimeOffset? ProfilesBegan { get; set; }

    /// <summary>Keys that were changed and what they were before.</summary>
    public Dictionary<string, string> Changed => _bench.Changed;

    /// <summary>Whether idTagInfo of the valid tags names their parent from here on.</summary>
    public bool TellsParent
    {
        set => _bench.TellsParent = value;
    }

    protected override IReadOnlyCollection<string> AlwaysFine => Periodic;

    protected override IReadOnlyCollection<string> OnlyNoted => ShownToTheTester;

    public bool Declared(string fact) => _bench.Facts.Contains(fact);

    /// <summary>The status that a connector told last; Available where it told none.</summary>
    public string StatusOf(int connector) => _bench.Statuses.GetValueOrDefault(connector, "Available");

    /// <summary>From here on the lab answers an action so; null keeps silent.</summary>
    public void AnswerWith(string action, Func<Frame, JsonObject?> answer) => _bench.Answers[action] = answer;

    /// <summary>From here on the lab answers an action as usual.</summary>
    public void AnswerAsUsual(string action) => _bench.Answers.Remove(action);

    /// <summary>Answers as usual, for those that only look.</summary>
    public JsonObject Usually(Frame call) => _bench.Usually(call);

    public JsonObject BootAnswer(string status, int interval) => _bench.BootAnswer(status, interval);

    /// <summary>From here on the lab calls the tag Invalid.</summary>
    public void Refuse(string tag) => _bench.Refused.Add(tag);

    /// <summary>The time between an instant of the lab's clock and a frame.</summary>
    public TimeSpan SinceTimestamp(long timestamp, Frame frame) => frame.At - (Trace.Now - Time.GetElapsedTime(timestamp));

    public string Now(double inSeconds = 0) => StationBench.Stamp(Time.GetUtcNow() + Seconds(inSeconds));

    public Task Plug(int? connector = null) => Do(StationAction.Plug, connector ?? Connector, "plugs the cable in at");

    public Task PlugHalfway(int? connector = null) => Do(StationAction.PlugHalfway, connector ?? Connector, "plugs the cable in half way at");

    public Task Unplug(int? connector = null) => Do(StationAction.Unplug, connector ?? Connector, "draws the cable at");

    public Task UnplugVehicle(int? connector = null) => Do(StationAction.UnplugVehicle, connector ?? Connector, "draws the cable at the car of");

    public Task Present(string tag) => Do(StationAction.Present, Connector, $"presents {tag} for", tag);

    public Task PressStop(int? connector = null) => Do(StationAction.PressStop, connector ?? Connector, "presses stop at");

    public Task CutPower() => Do(StationAction.CutPower, 0, "cuts the power of");

    /// <summary>Power is cut and back-up power holds for a few seconds.</summary>
    public Task CutPowerHeld() => Do(StationAction.CutPowerHeld, 0, "cuts the power, with back-up power holding, of");

    public Task RestorePower() => Do(StationAction.RestorePower, 0, "restores the power of");

    public Task CutNetwork()
    {
        _bench.Readings.NetworkCut();
        return Do(StationAction.CutNetwork, 0, "cuts the network of");
    }

    public Task RestoreNetwork() => Do(StationAction.RestoreNetwork, 0, "restores the network of");

    public Task RaiseFault(int connector) => Do(StationAction.RaiseFault, connector, "provokes a fault at");

    public Task ClearFault(int connector) => Do(StationAction.ClearFault, connector, "clears the fault at");

    public Task JamLock(int? connector = null) => Do(StationAction.JamLock, connector ?? Connector, "jams the lock of");

    public Task FailStorage() => Do(StationAction.FailStorage, 0, "makes storing fail in");

    /// <summary>Something is done with hands.</summary>
    /// <exception cref="OperatorException">It cannot be done: the case is inconclusive.</exception>
    public async Task Do(StationAction action, int connector, string does, string? tag = null)
    {
        Step($"M: {does} {(connector == 0 ? "the station" : $"connector {connector}")}");
        ThrowIfBroken();
        try
        {
            await _bench.Operator.DoAsync(action, connector, tag);
            Trace.Add("done", ("case", Id), ("action", action.ToString()));
        }
        catch (OperatorException refused)
        {
            Trace.Add("done", ("case", Id), ("action", action.ToString()), ("refused", refused.Message));
            throw;
        }
    }

    /// <summary>The same without a step, for tidying up.</summary>
    public Task DoQuietly(StationAction action, int connector) => _bench.Operator.DoAsync(action, connector, null);

    /// <summary>Waits until nothing has come for so long; what came is set aside.</summary>
    public async Task Settle(double quiet, double atMost)
    {
        var until = Trace.Now + Seconds(atMost);
        while (Trace.Now < until && await NextAsync(Trace.Now + Seconds(quiet)) is { } heard)
        {
            if (heard.Call?.Action is "Heartbeat" or "MeterValues") break;
        }
        Forget();
    }

    protected override void Note(Heard heard)
    {
        foreach (var reading in _bench.Readings.See(heard, Seconds(Settings.AlignedInterval), Time.GetUtcNow())) Met(reading);
        _bench.Note(heard);
    }

    protected override void Answered(string action, Frame answer)
    {
        foreach (var reading in StationReadings.See(action, answer, StatusOf(Connector))) Met(reading);
    }
}

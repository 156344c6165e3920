using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>A connector in the sharing of a site: what is known of it, what it was sent, what it may draw at worst.</summary>
internal sealed class ConnectorShare(StationFacts station, ConnectorFacts facts)
{
    /// <summary>So far below its limit a car is taken to draw all it wants, in tenths of an ampere.</summary>
    private const int Contented = 10;

    /// <summary>A measurement says something about a limit this long after it was set.</summary>
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(15);

    /// <summary>A decrease that is not confirmed by then is not counted on: the others make room.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A car that draws nothing for so long is taken to want nothing; one that was asked again, sooner.</summary>
    private static readonly TimeSpan Idling = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan IdlingAgain = TimeSpan.FromSeconds(30);

    /// <summary>After so many refusals or losses in a row one has no place before others any more.</summary>
    private const int Hopeless = 2;

    private Demand? _load;
    private int _failures;
    private DateTimeOffset? _nothingSince;
    private DateTimeOffset? _idleSince;
    private bool _asksAgain;

    public StationFacts Station { get; private set; } = station;
    public ConnectorFacts Facts { get; private set; } = facts;
    public PlanConnector Plan { get; private set; } = new() { Station = station.Identity };

    /// <summary>What its transaction was sent (TxProfile).</summary>
    public Claims Transaction { get; } = new();

    /// <summary>What it may draw by itself (TxDefaultProfile).</summary>
    public Claims Fallback { get; } = new();

    public DateTimeOffset? ServedSince { get; private set; }
    public DateTimeOffset WaitingSince { get; private set; }

    /// <summary>What its car was seen to make use of, in tenths of an ampere; null: nothing is known.</summary>
    public int? Used { get; private set; }

    /// <summary>As last decided, and why.</summary>
    public Allotted Allotted { get; private set; }

    /// <summary>What was last decided for it while it could be told; null: nothing was for this transaction.</summary>
    public int? Target { get; private set; }

    /// <summary>What it is to have.</summary>
    public int Wanted => Target ?? Present;

    /// <summary>Where its demand stands among the nodes.</summary>
    public int Node { get; set; }

    /// <summary>Where and how its current counts.</summary>
    public Demand AsLoad => _load is { } load && load.Node == Node && load.Wiring == Plan.Wiring ? load : _load = new Demand { Node = Node, Wiring = Plan.Wiring };

    public bool Charges => Facts.Transaction is not null;

    public bool CanBeTold => Station.Unreachable is null && Station.Foreign is null;

    /// <summary>What it may draw when nothing of a transaction's limit is left: its fall-back where it said that it holds one, else all it can.</summary>
    public int WorstFallback => !Station.Moved && (Station.Foreign is not null || Fallback.Held is null) ? Plan.Most : Math.Min(Plan.Most, Math.Max(Fallback.Worst, 0));

    /// <summary>The most it may draw now, whatever happens to its connection.</summary>
    public int Worst => Charges ? Math.Max(WorstFallback, Math.Min(Plan.Most, Transaction.Worst)) : WorstFallback;

    /// <summary>What it may draw once all that it was sent has arrived, where that can be relied on.</summary>
    public int Coming(DateTimeOffset now) => Charges && !IsStuck(now) && Transaction.Newest is { State: ClaimState.Asked or ClaimState.Held } newest ? Math.Max(WorstFallback, Math.Min(Plan.Most, newest.Limit)) : Worst;

    /// <summary>What it goes by as far as is known: the transaction's limit, else the fall-back.</summary>
    public int Present => Transaction.Held?.Limit ?? WorstFallback;

    public void Take(StationFacts station, ConnectorFacts facts, PlanConnector plan, TimeSpan turn, DateTimeOffset now)
    {
        if (facts.Transaction != Facts.Transaction || WaitingSince == default)
        {
            // A profile of a transaction ends with it.
            if (facts.Transaction != Facts.Transaction) Transaction.Clear();
            (Used, Target, ServedSince, WaitingSince) = (null, null, null, facts.Transaction is null ? now : facts.StartedAt);
            (_nothingSince, _idleSince, _asksAgain) = (null, null, false);
        }
        (Station, Facts, Plan) = (station, facts, station.WattsOnly ? plan.InWatts() : plan);
        Transaction.Tidy(now, station.ClockBehind);
        Fallback.Tidy(now);
        Transaction.Distrust(station, OrderProfiles.IdOf(OrderKind.Transaction, facts.ConnectorId));
        Fallback.Distrust(station, OrderProfiles.IdOf(OrderKind.Fallback, facts.ConnectorId));
        NoteTurn(now);
        NoteUse(now);
        NoteIdling(now, turn);
    }

    /// <summary>A decrease that was asked for and is not confirmed, or cannot be asked for: it counts at its worst, and others make room.</summary>
    public bool IsStuck(DateTimeOffset now) =>
        (Transaction.Asked is { } asked && asked.Limit < Worst && now - asked.AskedAt > Patience)
        || (Transaction.Trouble is not null && Transaction.Asked is null && Target < Worst && Transaction.RetryAt > now)
        || (Transaction.Newest is { State: ClaimState.Unknown } lost && lost.Limit < Worst)
        || IsRefusing(now);

    /// <summary>It said no again and again and is not asked just now: what it would get, others have meanwhile.</summary>
    private bool IsRefusing(DateTimeOffset now) => Transaction.Failures >= Hopeless && Transaction.Asked is null && Transaction.RetryAt > now;

    public void Decide(Allotted allotted)
    {
        Allotted = allotted;
        if (allotted.Reason != AllotmentReason.Held) Target = allotted.Current;
    }

    /// <param name="now">When.</param>
    /// <param name="wantedFallback">What it is to hold as its fall-back.</param>
    /// <param name="voltage">Between phase and neutral, in V.</param>
    public Demand Demand(DateTimeOffset now, int wantedFallback, decimal voltage)
    {
        var told = Charges && CanBeTold && !IsStuck(now);
        var fallback = CanBeTold ? Math.Max(WorstFallback, wantedFallback) : WorstFallback;
        return new Demand
        {
            Node = Node,
            Wiring = Plan.Wiring,
            IsFixed = !told,
            Held = told ? fallback : Math.Max(Worst, fallback),
            Least = Plan.Least,
            Most = Math.Max(fallback, _asksAgain ? Plan.Least : Used is { } used ? Math.Clamp(used + Contented + (used / 10), Plan.Least, Plan.Most) : Plan.Most),
            Priority = Facts.Priority,
            ArrivedAt = Facts.StartedAt,
            ServedSince = ServedSince,
            WaitingSince = WaitingSince,
            Received = Facts.Received,
            DrawsNothing = _idleSince is not null,
            Needed = Needed(now, voltage),
            DepartsAt = Facts.DepartsAt,
        };
    }

    private void NoteTurn(DateTimeOffset now)
    {
        var served = Charges && Math.Max(Present, Transaction.Newest?.Limit ?? 0) >= Plan.Least && Transaction.Newest?.Limit != 0;
        if (served) ServedSince ??= now;
        else if (ServedSince is not null) (ServedSince, WaitingSince) = (null, now);
        // A turn that a station refuses is over: it stands at the end of the queue, not at its head for ever.
        if (!served && Transaction.Failures > _failures && Transaction.Failures >= Hopeless) WaitingSince = now;
        _failures = Transaction.Failures;
    }

    private void NoteUse(DateTimeOffset now)
    {
        if (!Charges || Facts.Drawn is not { } drawn || Transaction.Asked is not null) return;
        var since = Transaction.Held?.AskedAt ?? Facts.StartedAt;
        if (Facts.DrawnAt < since + Telling || Facts.DrawnAt > now + Claims.ClockSlack || Present < Plan.Least) return;
        Used = drawn >= Present - Contented ? null : drawn;
    }

    /// <summary>Where nothing is given nothing can be drawn: after a turn without, it is a car like the others again, and is asked.</summary>
    private void NoteIdling(DateTimeOffset now, TimeSpan turn)
    {
        if (ServedSince is null)
        {
            _nothingSince = null;
            if (_idleSince + turn <= now) (_idleSince, _asksAgain) = (null, true);
            return;
        }
        if (!Facts.CarPauses && Used != 0)
        {
            (_nothingSince, _idleSince) = (null, null);
            if (Facts.Drawn > 0) _asksAgain = false;
            return;
        }
        _nothingSince ??= now;
        if (_nothingSince + (_asksAgain ? IdlingAgain : Idling) <= now) _idleSince ??= now;
    }

    private int Needed(DateTimeOffset now, decimal voltage)
    {
        if (Facts is not { Goal: { } goal, DepartsAt: { } departs } || goal <= Facts.Received || departs <= now) return 0;
        var hours = Math.Max(1m / 60, (decimal)(departs - now).TotalHours);
        // A twentieth more: cars charge less than they may.
        return (int)Math.Min(Plan.Most, decimal.Ceiling((goal - Facts.Received) * 1.05m * 10 / (hours * voltage * Plan.Wiring.Weight)));
    }
}

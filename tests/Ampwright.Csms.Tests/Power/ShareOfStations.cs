using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;

namespace Ampwright.Csms.Tests.Power;

/// <summary>The sharing alone, second by second, among stations that a test describes; each order is answered a second after it was sent.</summary>
internal sealed class ShareOfStations(PowerPlan plan)
{
    private readonly List<(ShareOrder Order, ClaimEnd End)> _open = [];
    private long _commands;

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public SiteShare Share { get; } = new();
    public PowerPlan Plan { get; set; } = plan;
    public DateTimeOffset Now { get; private set; } = Start;
    public List<StationFacts> Stations { get; } = [];
    public List<ShareOrder> Sent { get; } = [];

    /// <summary>What becomes of an order; accepted unless said otherwise.</summary>
    public Func<ShareOrder, ClaimEnd> Answer { get; set; } = _ => ClaimEnd.Accepted;

    /// <summary>The number of the newest command.</summary>
    public long LastCommand => _commands;

    public ConnectorShare Of(long station) => Share.Find(station, 1)!;

    /// <summary>A station with one car that takes all it may have.</summary>
    public static StationFacts Charging(int number, DateTimeOffset? since = null, int? drawn = 320) => new()
    {
        StationId = number,
        Identity = $"CP{number}",
        BootedAt = Start.AddHours(-1),
        Connectors = [new ConnectorFacts { ConnectorId = 1, Transaction = number, StartedAt = since ?? Start.AddMinutes(-number), Drawn = drawn, DrawnAt = Start }],
    };

    public static PowerPlan Limit(int amperes, params PlanConnector[] connectors) => new() { Nodes = [Yard(amperes)], Connectors = connectors };

    public static PlanNode Yard(int amperes) => new() { Name = "Yard", Limit = new PlanLimit(amperes * 10, null) };

    public void Run(int seconds)
    {
        for (var end = Now.AddSeconds(seconds); Now < end; Now = Now.AddSeconds(1))
        {
            foreach (var (order, what) in _open) order.Of.End(order.Claim, what, Now);
            _open.Clear();
            foreach (var order in Share.Look(Plan, new SiteFacts { Now = Now, Stations = [.. Stations] }))
            {
                order.Claim.Command = ++_commands;
                _open.Add((order, Answer(order)));
                Sent.Add(order);
            }
        }
    }
}

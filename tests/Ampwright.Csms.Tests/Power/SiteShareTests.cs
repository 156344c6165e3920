using Ampwright.Csms.Authorization;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Power;

/// <summary>What one station with one car is sent, second by second.</summary>
[Once]
public sealed class SiteShareTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly SiteShare _share = new();
    private DateTimeOffset? _bootedAt = Monday;

    [Fact]
    public void A_lease_outlasts_no_fall_of_a_limit_also_where_two_follow_each_other()
    {
        // 300 A, from 17:00 on 200 A, from 17:30 on 100 A.
        var plan = Plan(TimeSpan.FromHours(1), (17 * 60, 17 * 60 + 30, 2000), (17 * 60 + 30, 20 * 60, 1000));
        foreach (var order in Live(plan, Monday.AddHours(16), seconds: 2 * 3_600).Where(order => order.Kind == OrderKind.Transaction))
        {
            // The first is known 60 s before it comes: by then all were told less.
            var (asked, until) = (order.Claim.AskedAt, order.Until!.Value);
            foreach (var fall in (DateTimeOffset[])[Monday.AddHours(17), Monday.AddHours(17.5)])
                Assert.False(asked + SiteShare.Ahead < fall && until > fall, $"{order.Limit / 10} A, sent at {asked:HH:mm:ss}, holds until {until:HH:mm:ss}");
        }
    }

    [Fact]
    public void A_lease_that_cannot_be_made_longer_is_not_sent_again_and_again()
    {
        var plan = Plan(TimeSpan.FromHours(1), (17 * 60, 20 * 60, 2000));
        var orders = Live(plan, Monday.AddHours(16), seconds: 3_600 - 70).Count(order => order.Kind == OrderKind.Transaction);
        Assert.InRange(orders, 1, 5);
    }

    [Theory]
    [InlineData(nameof(ClaimEnd.Refused))]
    [InlineData(nameof(ClaimEnd.NeverSent))]
    [InlineData(nameof(ClaimEnd.Lost))]
    public void After_a_boot_a_fall_back_is_sent_until_the_station_holds_it(string first)
    {
        var plan = Plan(TimeSpan.FromMinutes(5));
        Live(plan, Monday.AddHours(8), seconds: 60);
        _bootedAt = Monday.AddHours(8).AddMinutes(1);
        var refusals = 3;
        var after = Live(plan, Monday.AddHours(8).AddMinutes(1), seconds: 300, end: order => order.Kind == OrderKind.Fallback && refusals-- > 0 ? Enum.Parse<ClaimEnd>(first) : ClaimEnd.Accepted)
            .Count(order => order.Kind == OrderKind.Fallback);
        Assert.Equal(4, after);
    }

    /// <summary>Orders are answered a second after they were sent.</summary>
    private List<ShareOrder> Live(PowerPlan plan, DateTimeOffset from, int seconds, Func<ShareOrder, ClaimEnd>? end = null)
    {
        var sent = new List<ShareOrder>();
        var open = new List<ShareOrder>();
        for (var now = from; now < from.AddSeconds(seconds); now = now.AddSeconds(1))
        {
            foreach (var order in open) order.Of.End(order.Claim, end?.Invoke(order) ?? ClaimEnd.Accepted, now);
            open = _share.Look(plan, new SiteFacts
            {
                Now = now,
                Stations =
                [
                    new StationFacts
                    {
                        StationId = 1, Identity = "CP1", BootedAt = _bootedAt,
                        Connectors = [new ConnectorFacts { ConnectorId = 1, Transaction = 7, StartedAt = Monday.AddHours(7), Drawn = 320, DrawnAt = now }],
                    },
                ],
            });
            sent.AddRange(open);
        }
        return sent;
    }

    private static PowerPlan Plan(TimeSpan lease, params (int From, int To, int Limit)[] schedules) => new()
    {
        Lease = lease,
        Nodes =
        [
            new PlanNode
            {
                Name = "Yard", Limit = new PlanLimit(3000, null),
                Schedules = [.. schedules.Select(one => new PlanSchedule($"{one.From}", WeeklyWindows.Of([new WeeklyWindow(Enum.GetValues<DayOfWeek>(), one.From, one.To)]), new PlanLimit(one.Limit, null)))],
            },
        ],
    };
}

using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Authorization;

/// <summary>
/// Who may charge: a pure function of what the store holds, so that the answer to a station and the list it is given for times without a
/// connection cannot differ. OCPP 1.6 ed. 2 §7.2, §7.27.
/// <code>
///   1 blocked ─► Blocked     2 expired ─► Expired     a card that is being made known ─► Invalid
///   3 free charging (station, else site) ─► Accepted     4 unknown ─► Invalid
///   5 made for a guest's start code ─► Accepted     the site lets every known tag charge ─► Accepted
///   6 a rule for a group of the driver holds here and now, and has no quota or something left of it ─► Accepted, until it ends
///   7 else Blocked
/// </code>
/// </summary>
internal static class ChargingRights
{
    // Rules that take turns go on for long; then an end that comes too early is told, and the station asks anew.
    private const int MostSteps = 30;

    /// <param name="idTag">As the station wrote it.</param>
    /// <param name="place">The station and its site.</param>
    /// <param name="tag">What is known of the tag; null when nothing is.</param>
    /// <param name="rules">The rules for the driver's groups that cover the station, by number.</param>
    /// <param name="now">When.</param>
    public static Decision Decide(string idTag, ChargingPlace place, TagFacts? tag, IReadOnlyList<ChargingRule> rules, DateTimeOffset now)
    {
        var inputs = new DecisionInputs
        {
            Site = place.SiteId,
            DefaultPolicy = place.DefaultPolicy.ToString(),
            UnknownTags = place.UnknownTags.ToString(),
            LocalTime = TimeZoneInfo.ConvertTime(now, place.Zone),
            Blocked = tag?.Blocked,
            ExpiresAt = tag?.ExpiresAt,
            Driver = tag?.DriverId,
            Groups = tag?.Groups.Count > 0 ? [.. tag.Groups.Select(group => group.GroupId)] : null,
            Rules = rules.Count > 0 ? [.. rules.Select(rule => rule.RuleId)] : null,
            Quotas = rules.Any(rule => rule.Spent is not null) ? [.. rules.Where(rule => rule.Spent is not null).Select(QuotaLooked.Of)] : null,
        };
        if (tag is { Blocked: true }) return Say(AuthorizationStatus.Blocked, DecisionReason.BlockedTag); // 1
        if (tag?.ExpiresAt <= now) return Say(AuthorizationStatus.Expired, DecisionReason.ExpiredTag); // 2
        if (tag is null && place.LearnsCard) return Say(AuthorizationStatus.Invalid, DecisionReason.CardLearning);
        if (place.UnknownTags == UnknownTags.Accepted) return Say(AuthorizationStatus.Accepted, DecisionReason.FreeCharging); // 3
        if (tag is null) return Say(AuthorizationStatus.Invalid, DecisionReason.UnknownTag); // 4
        if (tag.StartCodeId is not null) return Say(AuthorizationStatus.Accepted, DecisionReason.StartCode); // 5
        if (place.DefaultPolicy == DefaultPolicy.KnownTags) return Say(AuthorizationStatus.Accepted, DecisionReason.KnownTag);
        if (Holding(rules, place.Zone, now) is { } held) // 6
            return Say(AuthorizationStatus.Accepted, DecisionReason.Rule, held.RuleId, EndOf(rules, place.Zone, now));
        if (rules.FirstOrDefault(rule => rule.IsOpen(now, place.Zone)) is { } usedUp) return Say(AuthorizationStatus.Blocked, DecisionReason.QuotaUsed, usedUp.RuleId); // 7
        return Say(AuthorizationStatus.Blocked, rules.Count > 0 ? DecisionReason.OutsideRule : DecisionReason.NoRule);

        Decision Say(AuthorizationStatus status, DecisionReason reason, long? rule = null, DateTimeOffset? ends = null)
        {
            var expires = tag?.ExpiresAt is { } tagEnds && !(ends < tagEnds) ? tagEnds : ends;
            return new Decision(
                idTag,
                new IdTagInfo { Status = status, ParentIdTag = tag?.Parent, ExpiryDate = expires is { } end ? new OcppTime(end) : null },
                reason, rule, inputs);
        }
    }

    /// <summary>The same for a new transaction: ConcurrentTx where the tag's or a group's policy allows one at a time and one runs.</summary>
    /// <param name="decision">The decision apart from running transactions.</param>
    /// <param name="running">A running transaction that was accepted for the tag, if there is one and the policy asks for it.</param>
    public static Decision WithRunning(Decision decision, int? running) => running is null ? decision : decision with
    {
        Info = decision.Info with { Status = AuthorizationStatus.ConcurrentTx },
        Reason = DecisionReason.RunningTransaction,
        Inputs = decision.Inputs with { RunningTransaction = running },
    };

    /// <summary>The next instant at which a verdict at this place may change by itself; null when it never does.</summary>
    public static DateTimeOffset? NextChange(ChargingPlace place, TagFacts tag, IReadOnlyList<ChargingRule> rules, DateTimeOffset now)
    {
        var next = tag is { Blocked: false, ExpiresAt: { } ends } && ends > now ? ends : (DateTimeOffset?)null;
        if (tag.Blocked || place.UnknownTags == UnknownTags.Accepted || place.DefaultPolicy == DefaultPolicy.KnownTags) return next;
        foreach (var rule in rules)
        {
            if (rule.NextChange(now, place.Zone) is { } change && !(next <= change)) next = change;
        }
        return next;
    }

    /// <summary>Against whose quota a session counts that begins now: nobody's where a rule without one holds; else the rule's that holds, or whose time it would be.</summary>
    /// <param name="rules">The rules for the driver's groups that cover the station, by number.</param>
    /// <param name="zone">The site's time zone.</param>
    /// <param name="now">When it begins.</param>
    public static ChargingRule? CountedBy(IReadOnlyList<ChargingRule> rules, TimeZoneInfo zone, DateTimeOffset now) =>
        (Holding(rules, zone, now) ?? rules.FirstOrDefault(rule => rule.IsOpen(now, zone))) is { HasQuota: true } rule ? rule : null;

    /// <summary>The rule that lets the driver charge: one without a quota before others.</summary>
    private static ChargingRule? Holding(IReadOnlyList<ChargingRule> rules, TimeZoneInfo zone, DateTimeOffset now) =>
        rules.Where(rule => rule.Allows(now, zone)).OrderBy(rule => rule.HasQuota).FirstOrDefault();

    /// <summary>When no rule is sure to hold any more; null when one always will.</summary>
    private static DateTimeOffset? EndOf(IReadOnlyList<ChargingRule> rules, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (rules.Any(rule => rule is { Windows: "", ValidUntil: null, HasQuota: false } && rule.Allows(now, zone))) return null;
        var at = now;
        for (var step = 0; step < MostSteps; step++)
        {
            var changes = rules.Select(rule => rule.NextChange(at, zone)).OfType<DateTimeOffset>().ToList();
            if (changes.Count == 0) return null;
            at = changes.Min();
            if (!rules.Any(rule => rule.IsSureToAllow(at, zone))) return at;
        }
        return at;
    }
}

using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Authorization;

/// <summary>What was decided about an id tag at a station, by what, and from what.</summary>
/// <param name="IdTag">As the station wrote it.</param>
/// <param name="Info">What the station is told.</param>
/// <param name="RuleId">The rule that allowed it, where one did, or would have if its quota were not used up.</param>
/// <param name="Inputs">What was looked at.</param>
internal sealed record Decision(string IdTag, IdTagInfo Info, DecisionReason Reason, long? RuleId, DecisionInputs Inputs)
{
    public bool Accepted => Info.Status.Is(AuthorizationStatus.Accepted);
}

/// <summary>What a decision was made from; kept with it as JSON.</summary>
internal sealed record DecisionInputs
{
    public required long Site { get; init; }

    /// <summary>KnownTags or GroupsWithRule.</summary>
    public required string DefaultPolicy { get; init; }

    /// <summary>Refused or Accepted.</summary>
    public required string UnknownTags { get; init; }

    /// <summary>The clock on the site's wall, with its offset from UTC.</summary>
    public required DateTimeOffset LocalTime { get; init; }
    public bool? Blocked { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public long? Driver { get; init; }
    public IReadOnlyList<long>? Groups { get; init; }

    /// <summary>The rules for these groups that cover the station.</summary>
    public IReadOnlyList<long>? Rules { get; init; }

    /// <summary>What was used of the quotas of those rules that have one.</summary>
    public IReadOnlyList<QuotaLooked>? Quotas { get; init; }

    /// <summary>The transaction that ran already.</summary>
    public int? RunningTransaction { get; init; }
}

/// <param name="Whose">Driver or Group.</param>
/// <param name="Wh">What it allows in its period, in Wh; null: any.</param>
/// <param name="UsedWh">Energy of the sessions that began in the period, in Wh.</param>
internal sealed record QuotaLooked(
    long Rule, string Whose, DateTimeOffset From, DateTimeOffset Until, long? Wh, long? Sessions, long UsedWh, long UsedSessions)
{
    public static QuotaLooked Of(ChargingRule rule) => new(
        rule.RuleId, $"{rule.QuotaOf}", rule.Spent!.From, rule.Spent.Until, rule.QuotaWh, rule.QuotaSessions, rule.Spent.EnergyWh, rule.Spent.Sessions);
}

using System.Data.Common;
using Ampwright.Csms.Authorization;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>
/// What a station's list should hold, so that it decides without a connection as the CSMS would: the tags that may charge there, now or at
/// another time, with today's verdict and until when it holds. Where everybody may charge, also those that may not: there a tag that is not
/// on the list is let in.
/// </summary>
/// <param name="Entries">By tag; what may charge now goes first where not all fit.</param>
/// <param name="LeftOut">How many do not fit.</param>
/// <param name="ChangesAt">When a verdict changes by itself; null: never.</param>
internal sealed record ListContent(IReadOnlyList<ListEntry> Entries, int LeftOut, DateTimeOffset? ChangesAt)
{
    /// <summary>As somebody put it.</summary>
    public static ListContent ByHand(IReadOnlyList<ListEntry> entries, int most) =>
        new([.. entries.Take(most)], Math.Max(0, entries.Count - most), ChangesAt: null);

    /// <param name="connection">The store.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="most">How many entries the station takes.</param>
    /// <param name="now">When.</param>
    public static ListContent Compute(DbConnection connection, long stationId, int most, DateTimeOffset now)
    {
        var place = Authorizer.Place(connection, stationId);
        var found = new List<ListEntry>();
        DateTimeOffset? changes = null;
        foreach (var (tag, rules) in Authorizer.AllAt(connection, place, now))
        {
            var decision = ChargingRights.Decide(tag.IdTag, place, tag, rules, now);
            if (ChargingRights.NextChange(place, tag, rules, now) is { } next && !(changes <= next)) changes = next;
            if (Belongs(place, decision, rules, now))
            {
                found.Add(new ListEntry
                {
                    IdTag = tag.IdTag,
                    Status = decision.Info.Status.Text,
                    ParentIdTag = decision.Info.ParentIdTag,
                    ExpiresAt = decision.Info.ExpiryDate?.Instant,
                });
            }
        }
        if (found.Count <= most) return new ListContent(found, 0, changes);
        var fitting = found.OrderBy(entry => entry.Status == nameof(AuthorizationStatus.Accepted) ? 0 : 1).Take(most).OrderBy(entry => entry.Key, StringComparer.Ordinal);
        return new ListContent([.. fitting], found.Count - most, changes);
    }

    private static bool Belongs(ChargingPlace place, Decision decision, IReadOnlyList<ChargingRule> rules, DateTimeOffset now) =>
        decision.Accepted || place.UnknownTags == UnknownTags.Accepted
        || (decision.Reason is DecisionReason.OutsideRule or DecisionReason.QuotaUsed && rules.Any(rule => !(rule.ValidUntil <= now)));
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Authorization;

/// <summary>What is used of a rule's quota.</summary>
internal static class QuotaEndpoints
{
    public static void MapQuota(this RouteGroupBuilder rules) => rules.MapGet("/{id:long}/quota", GetAsync).Needs(Role.Viewer).WithName("getChargingRuleQuota")
        .WithSummary("What was used of a rule's quota, by driver").Fails(404).WithExamples(null, """
            {"rule":3,"quota":{"per":"Week","of":"Driver","energyKwh":40,"sessions":null,"endsSessions":true},"from":"2026-03-01T23:00:00Z","until":"2026-03-08T23:00:00Z",
             "energyKwh":52.3,"sessions":3,"drivers":[{"driver":5,"energyKwh":41.2,"sessions":2,"usedUp":true},{"driver":8,"energyKwh":11.1,"sessions":1,"usedUp":false}]}
            """);

    private static async Task<Ok<QuotaUseView>> GetAsync(
        long id, RuleList list, Database database, TimeProvider time, [Description("An instant of the day, week or month asked about; now when absent")] DateTimeOffset? at)
    {
        if (await list.FindAsync(id) is not { HasQuota: true } rule)
            throw Problem.NotFound("quota-unknown", $"There is no rule {id}, or it has no quota. GET /api/v1/charging-rules lists them.").AsException();
        var spent = await database.ReadAsync(connection => QuotaBook.SpentOf(connection, rule, at ?? time.GetUtcNow()));
        return TypedResults.Ok(new QuotaUseView(
            id, QuotaView.From(rule)!, spent.Nothing.From, spent.Nothing.Until, spent.Together.EnergyWh / 1000m, spent.Together.Sessions,
            [.. spent.Drivers.Select(use => new DriverUseView(use.DriverId, use.EnergyWh / 1000m, use.Sessions, (rule with { Spent = spent.By(rule, use.DriverId) }).IsUsedUp))]));
    }
}

internal sealed record QuotaRequest
{
    private const decimal MostKwh = 1_000_000;
    private const long MostSessions = 1_000_000;

    private static readonly Dictionary<string, QuotaPer> Pers = Enum.GetValues<QuotaPer>().ToDictionary(per => $"{per}", StringComparer.Ordinal);
    private static readonly Dictionary<string, QuotaOf> Ofs = Enum.GetValues<QuotaOf>().ToDictionary(of => $"{of}", StringComparer.Ordinal);

    [Required, Description("Day, Week (from Monday) or Month: when it is there anew, by the clock of the rule's site")]
    public string? Per { get; init; }

    [Description("Driver (each has it for himself; so when absent) or Group (all have it together)")]
    public string? Of { get; init; }

    [Description("Energy in kWh, to the Wh; energy or sessions, or both: then what comes first")]
    public decimal? EnergyKwh { get; init; }

    [Description("How many sessions may begin")]
    public long? Sessions { get; init; }

    [Description("End what runs with RemoteStopTransaction when the energy is used up; false when absent")]
    public bool? EndsSessions { get; init; }

    /// <returns>The rule with its quota.</returns>
    public static ChargingRule Apply(FieldErrors errors, QuotaRequest? quota, ChargingRule rule)
    {
        if (quota is null) return rule;
        var within = errors.Within("quota");
        var per = within.OneOf("per", quota.Per, Pers);
        var of = within.OneOf("of", quota.Of ?? nameof(QuotaOf.Driver), Ofs);
        if (quota is { EnergyKwh: null, Sessions: null }) within.Add("energyKwh", "Give energyKwh or sessions, or both.");
        if (quota.EnergyKwh is { } energy && (energy is <= 0 or > MostKwh || decimal.Truncate(energy * 1000) != energy * 1000)) within.Add("energyKwh", $"Give more than 0 and at most {MostKwh}, with at most three decimals.");
        if (quota.Sessions is <= 0 or > MostSessions) within.Add("sessions", $"Give 1 to {MostSessions}.");
        if (quota is { EndsSessions: true, EnergyKwh: null }) within.Add("endsSessions", "Only energy is used up by a session that runs: give energyKwh with it.");
        return errors.Any ? rule : rule with
        {
            QuotaPer = per,
            QuotaOf = of,
            QuotaWh = (long?)(quota.EnergyKwh * 1000),
            QuotaSessions = quota.Sessions,
            QuotaEndsSessions = quota.EndsSessions ?? false,
        };
    }
}

internal sealed record QuotaView(string Per, string Of, decimal? EnergyKwh, long? Sessions, bool EndsSessions)
{
    public static QuotaView? From(ChargingRule rule) => !rule.HasQuota ? null
        : new($"{rule.QuotaPer}", $"{rule.QuotaOf}", rule.QuotaWh / 1000m, rule.QuotaSessions, rule.QuotaEndsSessions);
}

/// <param name="EnergyKwh">Of all drivers.</param>
/// <param name="Sessions">Of all drivers.</param>
internal sealed record QuotaUseView(
    long Rule, QuotaView Quota, DateTimeOffset From, [property: Description("Then it is there anew")] DateTimeOffset Until, decimal EnergyKwh, long Sessions, IReadOnlyList<DriverUseView> Drivers);

internal sealed record DriverUseView(long Driver, decimal EnergyKwh, long Sessions, [property: Description("Of the group's quota: all have used it up together")] bool UsedUp);

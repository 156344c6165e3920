using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Authorization;

/// <summary>The rules: which groups may charge where and when.</summary>
internal static class RuleEndpoints
{
    private const string Says = """
        "group":3,"site":2,"station":null,"windows":[{"days":["mon","tue","wed","thu","fri"],"from":"18:00","to":"08:00"}],"validFrom":null,"validUntil":null,"note":"fleet at night",
        "quota":{"per":"Week","of":"Driver","energyKwh":40,"sessions":null,"endsSessions":true}
        """;
    private const string NewRule = $$"""{ {{Says}} }""";
    private const string Rule = $$"""{"id":3, {{Says}} }""";

    public static void MapChargingRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/charging-rules").WithTags("authorization");
        rules.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listChargingRules").WithSummary("List the rules").Fails(422);
        rules.MapPost("", AddAsync).Needs(Role.Operator).WithName("addChargingRule").WithSummary("Add a rule: a group may charge").Fails(422)
            .WithExamples(NewRule, Rule);
        rules.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).WithName("getChargingRule").WithSummary("Read one rule").Fails(404);
        rules.MapPut("/{id:long}", PutAsync).Needs(Role.Operator).WithName("putChargingRule").WithSummary("Replace all that a rule says").Fails(404, 412, 422);
        rules.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeChargingRule").WithSummary("Remove a rule").Fails(404);
        rules.MapQuota();
    }

    private static async Task<Ok<Page<RuleView>>> ListAsync(
        RuleList list,
        [Description("The number of a group: only the rules for it")] long? group,
        [Description("The number of a site: only the rules for it and for its stations")] long? site,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await list.ListAsync(after ?? 0, most + 1, group, site);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(RuleView.Of), most, rule => rule.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<RuleView>> AddAsync(RuleRequest request, Caller caller, RuleList list, StationRegistry stations, Database database)
    {
        var id = await list.AddAsync(await CheckedAsync(request, stations, database), caller);
        return TypedResults.Created($"/api/v1/charging-rules/{id}", RuleView.Of((await list.FindAsync(id))!));
    }

    private static async Task<Ok<RuleView>> GetAsync(long id, RuleList list, HttpContext context)
    {
        var rule = await list.FindAsync(id) ?? throw Unknown(id);
        EntityVersion.Tell(context, rule.Version);
        return TypedResults.Ok(RuleView.Of(rule));
    }

    private static async Task<Ok<RuleView>> PutAsync(
        long id, RuleRequest request, Caller caller, RuleList list, StationRegistry stations, Database database, HttpContext context)
    {
        var rule = await CheckedAsync(request, stations, database) with { RuleId = id };
        switch (await list.ChangeAsync(rule, EntityVersion.Expected(context), caller))
        {
            case Outcome.NotFound: throw Unknown(id);
            case Outcome.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/charging-rules/{id}");
        }
        return await GetAsync(id, list, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, RuleList list) =>
        await list.RemoveAsync(id, caller) == Outcome.NotFound ? throw Unknown(id) : TypedResults.NoContent();

    private static async Task<ChargingRule> CheckedAsync(RuleRequest request, StationRegistry stations, Database database)
    {
        var errors = new FieldErrors();
        if (request.Group is not { } group) errors.Add("group", "Give the number of the group that may charge.");
        else if (!await database.ReadAsync(connection => GroupList.Exists(connection, group))) errors.Add("group", $"There is no group {group}. GET /api/v1/groups lists them.");
        var station = await NamedPlace.CheckAsync(errors, request.Site, request.Station, stations, database);
        if (request.ValidFrom >= request.ValidUntil) errors.Add("validUntil", "It must lie after validFrom.");
        var windows = WindowRequest.Check(errors, request.Windows);
        var note = errors.OptionalText("note", request.Note, 200);
        var quota = QuotaRequest.Apply(errors, request.Quota, new ChargingRule());
        errors.ThrowIfAny();
        return quota with
        {
            GroupId = request.Group!.Value,
            SiteId = request.Site,
            StationId = station?.StationId,
            Windows = windows.ToString(),
            ValidFrom = request.ValidFrom,
            ValidUntil = request.ValidUntil,
            Note = note,
        };
    }

    private static ProblemException Unknown(long id) =>
        Problem.NotFound("charging-rule-unknown", $"There is no rule {id}. GET /api/v1/charging-rules lists them.").AsException();
}

internal sealed record RuleRequest
{
    [Required, Description("The number of the group that may charge")]
    public long? Group { get; init; }

    [Description("The number of the site where; neither site nor station: everywhere")]
    public long? Site { get; init; }

    [Description("The identity of the station where")]
    public string? Station { get; init; }

    [Description("Times of the week, in the site's own time; always when absent or empty")]
    public IReadOnlyList<WindowRequest>? Windows { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    [Description("From then on the rule holds no more")]
    public DateTimeOffset? ValidUntil { get; init; }

    [MaxLength(200)]
    public string? Note { get; init; }

    [Description("How much it allows; without one, anything")]
    public QuotaRequest? Quota { get; init; }
}

internal sealed record WindowRequest
{
    private const int MostWindows = 50;

    [Required, Description("mon, tue, wed, thu, fri, sat, sun: the days on which it begins")]
    public IReadOnlyList<string>? Days { get; init; }

    [Required, Description("Time of day, as 08:00")]
    public string? From { get; init; }

    [Required, Description("Time of day, as 18:00, at most 24:00; not after 'from': on the next day")]
    public string? To { get; init; }

    public static WeeklyWindows Check(FieldErrors errors, IReadOnlyList<WindowRequest>? given)
    {
        var found = new List<WeeklyWindow>();
        if (given?.Count > MostWindows) errors.Add("windows", $"Give at most {MostWindows}.");
        foreach (var (window, at) in (given ?? []).Take(MostWindows).Select((window, at) => (window, at)))
        {
            var days = (window.Days ?? []).Select(WeeklyWindows.DayFromText).ToList();
            if (days.Count == 0 || days.Contains(null)) errors.Add($"windows[{at}].days", "Give one or more of: mon, tue, wed, thu, fri, sat, sun.");
            var (from, to) = (WeeklyWindows.MinuteFromText(window.From), WeeklyWindows.MinuteFromText(window.To));
            if (from is null or 24 * 60) errors.Add($"windows[{at}].from", "Give a time of day from 00:00 to 23:59.");
            if (to is null or 0) errors.Add($"windows[{at}].to", "Give a time of day from 00:01 to 24:00.");
            if (from is { } begins && to is { } ends && !days.Contains(null)) found.Add(new WeeklyWindow([.. days.Select(day => day!.Value).Distinct()], begins, ends));
        }
        return WeeklyWindows.Of(found);
    }
}

internal sealed record WindowView(IReadOnlyList<string> Days, string From, string To);

internal sealed record RuleView(
    long Id, long Group, long? Site, string? Station, IReadOnlyList<WindowView> Windows, DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil, string? Note,
    QuotaView? Quota)
{
    public static RuleView Of(ChargingRule rule) => new(
        rule.RuleId, rule.GroupId, rule.SiteId, rule.Station,
        [.. rule.WeeklyWindows.All.Select(window => new WindowView(
            [.. window.Days.Select(WeeklyWindows.ToText)], WeeklyWindows.MinuteToText(window.From), WeeklyWindows.MinuteToText(window.To)))],
        rule.ValidFrom, rule.ValidUntil, rule.Note, QuotaView.From(rule));
}

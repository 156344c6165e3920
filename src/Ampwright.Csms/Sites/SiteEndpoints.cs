using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.LocalAuthList;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Sites;

/// <summary>The places where stations stand.</summary>
internal static class SiteEndpoints
{
    public static readonly Dictionary<string, UnknownTags> UnknownTagsWords = Enum.GetValues<UnknownTags>().ToDictionary(word => word.ToString());

    private static readonly Dictionary<string, DefaultPolicy> DefaultPolicies = Enum.GetValues<DefaultPolicy>().ToDictionary(policy => policy.ToString());

    private static readonly Dictionary<string, ListMode> ListModes = new[] { ListMode.Automatic, ListMode.Off }.ToDictionary(mode => mode.ToString());

    public static void MapSites(this IEndpointRouteBuilder api)
    {
        var sites = api.MapGroup("/sites").WithTags("sites");
        sites.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listSites").WithSummary("List the sites").Fails(422);
        sites.MapPost("", AddAsync).Needs(Role.Operator).WithName("addSite").WithSummary("Add a site").Fails(409, 422);
        sites.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getSite").WithSummary("Read one site").Fails(404);
        sites.MapPatch("/{id:long}", ChangeAsync).Needs(Role.Operator).HonoursSites().WithName("changeSite")
            .WithSummary("Change what is given, keep the rest").Fails(404, 409, 412, 422);
        sites.MapDelete("/{id:long}", RemoveAsync).Needs(Role.Operator).WithName("removeSite").WithSummary("Remove a site without stations").Fails(404, 409);
    }

    public static ProblemException Unknown(long id) => Problem.NotFound("site-unknown", $"There is no site {id}. GET /api/v1/sites lists them.").AsException();

    private static async Task<Ok<Page<SiteView>>> ListAsync(
        Caller caller, SiteList list,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await list.ListAsync(caller.Scope, after ?? 0, most + 1);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(SiteView.Of), most, site => site.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Created<SiteView>> AddAsync(SiteRequest request, Caller caller, SiteList list)
    {
        var errors = new FieldErrors();
        var site = Apply(errors, new Site(), request with { Name = request.Name ?? "" });
        errors.ThrowIfAny();
        var id = await list.AddAsync(site, caller) ?? throw NameTaken(site.Name);
        return TypedResults.Created($"/api/v1/sites/{id}", SiteView.Of((await list.FindAsync(id))!));
    }

    private static async Task<Ok<SiteView>> GetAsync(long id, Caller caller, SiteList list, HttpContext context)
    {
        var site = await SeenAsync(id, caller, list);
        EntityVersion.Tell(context, site.Version);
        return TypedResults.Ok(SiteView.Of(site));
    }

    private static async Task<Ok<SiteView>> ChangeAsync(long id, SiteRequest request, Caller caller, SiteList list, HttpContext context)
    {
        var present = await SeenAsync(id, caller, list);
        var errors = new FieldErrors();
        var site = Apply(errors, present, request);
        errors.ThrowIfAny();
        switch (await list.ChangeAsync(site, EntityVersion.Expected(context), caller))
        {
            case SiteChange.NotFound: throw Unknown(id);
            case SiteChange.NameTaken: throw NameTaken(site.Name);
            case SiteChange.ChangedMeanwhile: throw EntityVersion.ChangedMeanwhile($"/api/v1/sites/{id}");
        }
        return await GetAsync(id, caller, list, context);
    }

    private static async Task<NoContent> RemoveAsync(long id, Caller caller, SiteList list) => await list.RemoveAsync(id, caller) switch
    {
        SiteChange.NotFound => throw Unknown(id),
        SiteChange.IsDefault => throw Problem.Conflict("default-site", "Stations registered without a site stand here: it cannot be removed. Rename it with PATCH.").AsException(),
        SiteChange.HasRules => throw Problem.Conflict("site-has-rules", "Charging rules are made for this site. Remove them first: GET /api/v1/charging-rules?site=NUMBER.").AsException(),
        SiteChange.HasTariffs => throw Problem.Conflict("site-has-tariffs", $"Tariffs are assigned to this site. Remove that first: GET /api/v1/tariff-assignments?site={id}.").AsException(),
        SiteChange.HasStations => throw Problem.Conflict("site-has-stations", "Stations stand here. Move them with PATCH /api/v1/stations/IDENTITY first.").AsException(),
        _ => TypedResults.NoContent(),
    };

    private static async Task<Site> SeenAsync(long id, Caller caller, SiteList list) =>
        caller.Scope.Covers(id) && await list.FindAsync(id) is { } site ? site : throw Unknown(id);

    private static Site Apply(FieldErrors errors, Site site, SiteRequest given)
    {
        if (given.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            errors.Add("timeZone", $"'{zone}' is no time zone known here. Give an IANA name such as Europe/Berlin; the package tzdata brings them.");
        return site with
        {
            Name = given.Name is null ? site.Name : errors.Text("name", given.Name, 80),
            Address = given.Address is null ? site.Address : errors.OptionalText("address", given.Address, 200),
            TimeZone = given.TimeZone ?? site.TimeZone,
            DefaultPolicy = given.DefaultPolicy is null ? site.DefaultPolicy : errors.OneOf("defaultPolicy", given.DefaultPolicy, DefaultPolicies),
            UnknownTags = given.UnknownTags is null ? site.UnknownTags : errors.OneOf("unknownTags", given.UnknownTags, UnknownTagsWords),
            LocalLists = given.LocalLists is null ? site.LocalLists : errors.OneOf("localLists", given.LocalLists, ListModes),
        };
    }

    private static ProblemException NameTaken(string name) =>
        Problem.Conflict("name-taken", $"There is already a site '{name}'. Choose another name.").AsException();
}

internal sealed record SiteRequest
{
    [MaxLength(80), Description("Needed for a new site; compared without case")]
    public string? Name { get; init; }

    [MaxLength(200)]
    public string? Address { get; init; }

    [Description("IANA name, as Europe/Berlin; UTC when absent")]
    public string? TimeZone { get; init; }

    [Description("KnownTags: every known tag may charge; GroupsWithRule: only tags of drivers in a group for which a rule holds. KnownTags when absent")]
    public string? DefaultPolicy { get; init; }

    [Description("Refused, or Accepted: free charging for everybody whose tag is not blocked or expired. Refused when absent")]
    public string? UnknownTags { get; init; }

    [Description("Automatic: the local authorization lists of stations here are kept in step by themselves; Off: they are left alone. Off when absent")]
    public string? LocalLists { get; init; }
}

internal sealed record SiteView(
    long Id, string Name, string? Address, string TimeZone, string DefaultPolicy, string UnknownTags, string LocalLists, [property: Description("How many stations stand here")] int Stations)
{
    public static SiteView Of(Site site) => new(site.SiteId, site.Name, site.Address, site.TimeZone, site.DefaultPolicy.ToString(), site.UnknownTags.ToString(), site.LocalLists.ToString(), site.Stations);
}

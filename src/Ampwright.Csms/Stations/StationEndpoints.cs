using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Stations;

/// <summary>The stations: registering them is what lets them connect.</summary>
internal static class StationEndpoints
{
    public static void MapStations(this IEndpointRouteBuilder api)
    {
        var stations = api.MapGroup("/stations").WithTags("stations");
        stations.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listStations").WithSummary("List the stations with their connectors").Fails(422);
        stations.MapPost("", RegisterAsync).Needs(Role.Operator).HonoursSites().WithName("registerStation").WithSummary("Register a station")
            .WithDescription("Without a password one of 20 random bytes is generated; the answer is the only time it is told, as hexadecimal text.")
            .Fails(409, 422);
        stations.MapGet("/{identity}", GetAsync).Needs(Role.Viewer).WithName("getStation").WithSummary("Read one station").Fails(404);
        stations.MapPatch("/{identity}", ChangeAsync).Needs(Role.Operator).WithName("changeStation").WithSummary("Change what is given, keep the rest")
            .WithDescription("Answers 409 to a change of securityProfile, password, withoutPassword or certificateName while an upgrade of the security profile is not over.").Fails(404, 409, 412, 422);
        stations.MapPost("/{identity}/password", RenewPasswordAsync).Needs(Role.Operator).WithName("renewStationPassword")
            .WithSummary("Give the station a new generated password")
            .WithDescription("The old one stops working at the next connection. The answer is the only time the new one is told. Answers 409 while an upgrade of the security profile is not over.").Fails(404, 409);
        stations.MapDelete("/{identity}", RemoveAsync).Needs(Role.Operator).WithName("removeStation").WithSummary("Remove a station; its transactions stay").Fails(404);
    }

    private static async Task<Ok<Page<StationView>>> ListAsync(
        Caller caller, StationRegistry registry, ConnectorList connectors, bool? connected, long? site, int? limit, string? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var past = after is null ? null : StationIdentity.Fold(after);
        var found = (await registry.ListAsync(caller.Scope))
            .Where(station => site is null || station.SiteId == site)
            .Where(station => connected is null || station.Connected == connected)
            .Where(station => past is null || string.CompareOrdinal(StationIdentity.Fold(station.Identity), past) > 0)
            .Take(most + 1).ToList();
        var byStation = (await connectors.ListAsync()).ToLookup(connector => connector.Station);
        return TypedResults.Ok(Paging.Of(found.ConvertAll(station => StationView.Of(station, byStation[station.Identity])), most, station => station.Identity));
    }

    private static async Task<Created<NewStationView>> RegisterAsync(StationRequest request, Caller caller, StationRegistry registry, Database database)
    {
        var errors = new FieldErrors();
        var identity = errors.Text("identity", request.Identity, StationIdentity.MaxLength);
        if (identity.Length > 0 && !StationIdentity.IsValid(identity)) errors.Add("identity", $"Give {StationIdentity.Rule}.");
        if (request is { Password: not null, WithoutPassword: true }) errors.Add("withoutPassword", "Give a password, or say that there is none; not both.");
        var profile = StationSettings.Profile(errors, request.SecurityProfile, request.WithoutPassword, request.Password is not null, present: 1);
        var needsPassword = profile is 1 or 2 || request.Password is not null;
        var (password, told) = needsPassword ? StationSettings.Password(errors, request.Password) : (null, null);
        var registration = StationSettings.Apply(errors, new StationRegistration
        {
            Identity = identity,
            SiteId = SiteFor(errors, caller, request.Site),
            Password = password,
            WithoutPassword = profile == 0,
            SecurityProfile = profile,
        }, request);
        await CheckSiteAsync(errors, caller, request.Site, database);
        errors.ThrowIfAny();
        try
        {
            var station = await registry.RegisterAsync(registration, unit => AuditLog.Append(unit, caller, "station.register", identity), caller.Scope);
            return TypedResults.Created($"/api/v1/stations/{Uri.EscapeDataString(identity)}", NewStationView.Of(station, told));
        }
        catch (StationExistsException)
        {
            throw Problem.Conflict("identity-taken", $"A station '{identity}' is registered already. Change it with PATCH, or choose another identity.").AsException();
        }
    }

    private static async Task<Ok<StationView>> GetAsync(string identity, StationRegistry registry, ConnectorList connectors, HttpContext context)
    {
        var station = await registry.FindAsync(identity) ?? throw Unknown(identity);
        EntityVersion.Tell(context, station.Version);
        return TypedResults.Ok(StationView.Of(station, await connectors.ListAsync(station.Identity)));
    }

    private static async Task<Ok<StationView>> ChangeAsync(
        string identity, StationPatch request, Caller caller, StationRegistry registry, ConnectorList connectors, Database database, HttpContext context)
    {
        var present = await registry.FindAsync(identity) ?? throw Unknown(identity);
        var errors = new FieldErrors();
        var profile = StationSettings.Profile(errors, request.SecurityProfile, request.WithoutPassword, request.Password is not null, present.SecurityProfile);
        var withoutPassword = profile == 0;
        if (withoutPassword && request.Password is not null) errors.Add("withoutPassword", "Give a password, or say that there is none; not both.");
        if (profile is 1 or 2 && request.Password is null && !present.HasPassword)
            errors.Add("password", "The station has none yet: give one, or POST /api/v1/stations/IDENTITY/password to have one generated.");
        var password = request.Password is null ? null : StationSettings.Password(errors, request.Password).Bytes;
        var registration = StationSettings.Apply(errors, StationSettings.Of(present) with { Password = password, WithoutPassword = withoutPassword, SecurityProfile = profile }, request);
        await CheckSiteAsync(errors, caller, request.Site, database);
        errors.ThrowIfAny();
        var detail = password is null ? null : """{"password":"changed"}""";
        // Read before the write: what this request does not speak of may have changed since.
        var keepsProof = request is { SecurityProfile: null, Password: null, WithoutPassword: null, CertificateName: null };
        var changed = await registry.ChangeAsync(
            registration, unit => AuditLog.Append(unit, caller, "station.change", present.Identity, detail), EntityVersion.Expected(context), keepsProof) ?? throw Unknown(identity);
        EntityVersion.Tell(context, changed.Version);
        return TypedResults.Ok(StationView.Of(changed, await connectors.ListAsync(changed.Identity)));
    }

    private static async Task<Ok<NewStationView>> RenewPasswordAsync(string identity, Caller caller, StationRegistry registry)
    {
        var present = await registry.FindAsync(identity) ?? throw Unknown(identity);
        var (password, told) = StationSettings.Password(new FieldErrors(), null);
        var changed = await registry.ChangeAsync(
            StationSettings.Of(present) with { Password = password, WithoutPassword = false, SecurityProfile = Math.Max(1, present.SecurityProfile) },
            unit => AuditLog.Append(unit, caller, "station.password", present.Identity)) ?? throw Unknown(identity);
        return TypedResults.Ok(NewStationView.Of(changed, told));
    }

    private static async Task<NoContent> RemoveAsync(string identity, Caller caller, StationRegistry registry)
    {
        if (!await registry.RemoveAsync(identity, unit => AuditLog.Append(unit, caller, "station.remove", identity))) throw Unknown(identity);
        return TypedResults.NoContent();
    }

    /// <summary>Where a station stands whose site is not said.</summary>
    private static long SiteFor(FieldErrors errors, Caller caller, long? given)
    {
        if (given is { } site) return site;
        if (caller.Scope.Covers(Site.Default)) return Site.Default;
        if (caller.Scope.Sites is [var only]) return only;
        errors.Add("site", "Say at which of your sites it stands. GET /api/v1/sites lists them.");
        return Site.Default;
    }

    private static async ValueTask CheckSiteAsync(FieldErrors errors, Caller caller, long? given, Database database)
    {
        if (given is not { } site) return;
        if (!caller.Scope.Covers(site) || !await database.ReadAsync(connection => SiteList.Exists(connection, site)))
            errors.Add("site", $"There is no site {site}. GET /api/v1/sites lists them.");
    }

    public static ProblemException Unknown(string identity) =>
        Problem.NotFound("station-unknown", $"No station '{identity}' is registered. GET /api/v1/stations lists them; POST there registers one.").AsException();
}

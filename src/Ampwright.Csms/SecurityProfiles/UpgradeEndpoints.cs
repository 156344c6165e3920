using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.SecurityProfiles;

/// <summary>Guided upgrades of stations' security profiles.</summary>
internal static class UpgradeEndpoints
{
    private static readonly Dictionary<string, UpgradeState> States = Enum.GetValues<UpgradeState>().ToDictionary(state => state.ToString());

    public static void MapSecurityProfileUpgrades(this IEndpointRouteBuilder api)
    {
        api.MapPost("/stations/{identity}/security-profile-upgrades", AskAsync).Needs(Role.Operator).WithName("upgradeSecurityProfile").WithTags("stations")
            .WithSummary("Bring a station to a higher security profile")
            .WithDescription("Looks first, gives the station the password, root and certificate it needs, tells it to switch and waits until it comes by the new profile; from then "
                + "on the old one lets nobody in. Answers 202 with the upgrade, Preparing; follow it at its Location. With dryRun it answers 200 with what was looked at and does nothing. "
                + "409 security-profile-checks names every check that does not hold under 'errors'.")
            .Fails(404, 409, 422).WithUpgradeExamples();
        api.MapGet("/stations/{identity}/security-profile-upgrades", OfStationAsync).Needs(Role.Viewer).WithName("listSecurityProfileUpgradesOfStation").WithTags("stations")
            .WithSummary("List a station's upgrades of its security profile, the newest first").Fails(404, 422);
        api.MapGet("/security-profile-upgrades", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listSecurityProfileUpgrades").WithTags("stations")
            .WithSummary("List upgrades of security profiles, the newest first").Fails(422);
        api.MapGet("/security-profile-upgrades/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getSecurityProfileUpgrade").WithTags("stations")
            .WithSummary("Read what became of an upgrade, step by step").Fails(404);
        api.MapPost("/security-profile-upgrades/{id:long}/cancel", CancelAsync).Needs(Role.Operator).HonoursSites().WithName("cancelSecurityProfileUpgrade").WithTags("stations")
            .WithSummary("Take an upgrade back")
            .WithDescription("Only the old profile lets the station in from then on. Where the station may have switched already it would be locked out: 409 station-may-have-switched, "
                + "unless evenIfSwitched is true.")
            .Fails(404, 409);
    }

    /// <summary>Somebody else wants to change how a station proves itself.</summary>
    public static ProblemException Runs(UpgradeRecord upgrade) => Problem.Conflict("security-profile-upgrade-runs",
        $"Upgrade {upgrade.UpgradeId} brings the station to security profile {upgrade.TargetProfile}{(upgrade.IsOpen ? "" : ", and its outcome is not known")}: how it proves itself is not changed by hand "
        + $"meanwhile. Wait for its end, or POST /api/v1/security-profile-upgrades/{upgrade.UpgradeId}/cancel.").AsException();

    private static async Task<Results<Ok<PreChecksView>, Accepted<UpgradeView>>> AskAsync(
        string identity, UpgradeRequest request, Caller caller, UpgradeRunner runner, SecureEntrance entrance, Database database)
    {
        var asked = request.Checked();
        if (request.DryRun == true)
        {
            return TypedResults.Ok(await database.ReadAsync(connection =>
            {
                var station = StationRegistry.Find(connection, identity) ?? throw StationEndpoints.Unknown(identity);
                return PreChecksView.Of(station, asked.TargetProfile, PreChecks.Of(connection, station, asked, entrance));
            }));
        }
        try
        {
            var begun = await database.WriteAsync(unit => runner.Begin(unit, identity, asked, caller));
            return TypedResults.Accepted($"/api/v1/security-profile-upgrades/{begun}", await ViewAsync(database, begun));
        }
        catch (StationUnknownException)
        {
            throw StationEndpoints.Unknown(identity);
        }
        catch (PreChecksException refusal)
        {
            var errors = refusal.Looked.Checks.Where(check => !check.Ok).ToDictionary(check => check.Name, check => new[] { check.Detail });
            throw (Problem.Conflict("security-profile-checks", refusal.Message) with { Errors = errors }).AsException();
        }
    }

    private static async Task<Ok<Page<UpgradeView>>> OfStationAsync(
        string identity, Caller caller, StationRegistry stations, Database database, [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return await PageAsync(caller, database, station.Identity, null, limit, after);
    }

    private static Task<Ok<Page<UpgradeView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("Preparing, Switching, Done, Failed, FellBack or Cancelled")] string? state,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after) => PageAsync(caller, database, station, state, limit, after);

    private static async Task<Ok<Page<UpgradeView>>> PageAsync(Caller caller, Database database, string? station, string? state, int? limit, long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        UpgradeState? wanted = state is null ? null : errors.OneOf("state", state, States);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => ProfileUpgrades.List(connection, caller.Scope, station, wanted, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(UpgradeView.Of), most, upgrade => upgrade.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<UpgradeView>> GetAsync(long id, Caller caller, Database database)
    {
        await SeenAsync(id, caller, database);
        return TypedResults.Ok(await ViewAsync(database, id));
    }

    private static async Task<Ok<UpgradeView>> CancelAsync(
        long id, Caller caller, Database database, [Description("True: also where the station may have switched, and is locked out if it has")] bool? evenIfSwitched)
    {
        await SeenAsync(id, caller, database);
        await database.WriteAsync(unit =>
        {
            var upgrade = ProfileUpgrades.Find(unit.Connection, id)!;
            if (!upgrade.IsOpen && !upgrade.AcceptsBoth)
                throw Problem.Conflict("upgrade-over", $"Upgrade {id} is {upgrade.State}: there is nothing to take back.").AsException();
            if (upgrade.AcceptsBoth && evenIfSwitched != true)
            {
                throw Problem.Conflict("station-may-have-switched",
                    $"Station '{upgrade.Station}' was told to switch to security profile {upgrade.TargetProfile}. If it has, it is locked out once only {upgrade.FromProfile} is accepted. "
                    + "Wait, begin the upgrade again, or cancel with evenIfSwitched=true.").AsException();
            }
            UpgradeRunner.Cancel(unit, upgrade, caller);
        });
        return TypedResults.Ok(await ViewAsync(database, id));
    }

    private static async Task SeenAsync(long id, Caller caller, Database database)
    {
        if (await database.ReadAsync(connection => ProfileUpgrades.Find(connection, id)) is not { } upgrade || !caller.Scope.Covers(upgrade.SiteId))
            throw Problem.NotFound("upgrade-unknown", $"There is no upgrade {id}. GET /api/v1/security-profile-upgrades lists them.").AsException();
    }

    private static async Task<UpgradeView> ViewAsync(Database database, long id) => await database.ReadAsync(connection =>
        UpgradeView.Of(ProfileUpgrades.Find(connection, id)!, ProfileUpgrades.Steps(connection, id)));
}

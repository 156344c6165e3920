using Ampwright.Csms.Api;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Access;

/// <summary>Checks the sites on which a new account or token is to hold: nobody grants more than he has.</summary>
internal static class GrantedSites
{
    /// <param name="given">Numbers of sites; null for all.</param>
    public static async ValueTask<SiteScope> CheckAsync(FieldErrors errors, IReadOnlyList<long>? given, Caller caller, Database database)
    {
        var scope = given is null ? SiteScope.Everywhere : SiteScope.Of(given);
        if (given is { Count: 0 }) errors.Add("sites", "Name at least one site, or leave it out for all sites.");
        if (!caller.Scope.All && given is null) errors.Add("sites", "Your role holds on some sites only: name which of them. GET /api/v1/sites lists them.");
        foreach (var site in given ?? [])
        {
            if (!caller.Scope.Covers(site) || !await database.ReadAsync(connection => SiteList.Exists(connection, site)))
                errors.Add("sites", $"There is no site {site}. GET /api/v1/sites lists them.");
        }
        return scope;
    }
}

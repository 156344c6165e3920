using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Uptime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.OpenData;

/// <summary>What is told of a site to everybody, and when it is open.</summary>
internal static class PublicationEndpoints
{
    public static void MapSitePublications(this IEndpointRouteBuilder api)
    {
        var publication = api.MapGroup("/sites/{id:long}/publication").WithTags("sites");
        publication.MapGet("", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getSitePublication").WithSummary("When a site is open, and what everybody may read of it").Fails(404)
            .WithExamples(null, UptimeExamples.Publication);
        publication.MapPut("", PutAsync).Needs(Role.Operator).HonoursSites().WithName("putSitePublication").WithSummary("Say when a site is open, and whether everybody may read its state")
            .WithDescription("Hours in which it is closed are not counted by the rules of uptime.").Fails(404, 412, 422)
            .WithExamples(UptimeExamples.Publication, UptimeExamples.Publication);
    }

    private static async Task<Ok<PublicationView>> GetAsync(long id, Caller caller, Database database, HttpContext context)
    {
        await SeenAsync(id, caller, database);
        var publication = await database.ReadAsync(connection => SitePublication.Of(connection, id));
        EntityVersion.Tell(context, publication.Version);
        return TypedResults.Ok(PublicationView.Of(publication));
    }

    private static async Task<Ok<PublicationView>> PutAsync(long id, PublicationRequest request, Caller caller, Database database, OpenDataDesk desk, HttpContext context)
    {
        await SeenAsync(id, caller, database);
        var errors = new FieldErrors();
        if (request.OpenData is null) errors.Add("openData", "Say true or false.");
        var publication = new SitePublication
        {
            SiteId = id,
            OpenData = request.OpenData ?? false,
            OpeningHours = WindowRequest.Check(errors.Within("openingHours"), request.OpeningHours).ToString(),
            PostalCode = errors.OptionalText("postalCode", request.PostalCode, 10),
            City = errors.OptionalText("city", request.City, 45),
            Country = errors.OptionalText("country", request.Country, 3),
            Latitude = Degrees(errors, "latitude", request.Latitude, 90),
            Longitude = Degrees(errors, "longitude", request.Longitude, 180),
        };
        if (publication.Country is { } country && (country.Length != 3 || !country.All(char.IsAsciiLetterUpper))) errors.Add("country", "Give the three letters of ISO 3166-1 alpha-3, as DEU.");
        if (publication.Latitude is null != publication.Longitude is null) errors.Add("longitude", "Give both coordinates, or neither.");
        if (publication.OpenData && (publication.Latitude is null || publication.City is null || publication.Country is null))
            errors.Add("openData", "What everybody reads needs a place: give latitude, longitude, city and country.");
        errors.ThrowIfAny();
        var expected = EntityVersion.Expected(context);
        if (await database.WriteAsync(unit => SitePublication.Put(unit, publication, expected, caller)) == Outcome.ChangedMeanwhile)
            throw EntityVersion.ChangedMeanwhile($"/api/v1/sites/{id}/publication");
        desk.Forget();
        return await GetAsync(id, caller, database, context);
    }

    private static async Task SeenAsync(long id, Caller caller, Database database)
    {
        if (!caller.Scope.Covers(id) || !await database.ReadAsync(connection => SiteList.Exists(connection, id))) throw SiteEndpoints.Unknown(id);
    }

    // OCPI asks for up to seven decimals.
    private static string? Degrees(FieldErrors errors, string field, decimal? value, int most)
    {
        if (value is null) return null;
        if (Math.Abs(value.Value) > most) errors.Add(field, $"Give degrees from -{most} to {most}.");
        return Math.Round(value.Value, 7).ToString("0.00000##", CultureInfo.InvariantCulture);
    }
}

internal sealed record PublicationRequest
{
    [Required, Description("True: everybody may read where it is and what its connectors show, at /open-data/v1/locations")]
    public bool? OpenData { get; init; }

    [Description("Times of the week in the site's own time; always when absent or empty")]
    public IReadOnlyList<WindowRequest>? OpeningHours { get; init; }

    [MaxLength(10)]
    public string? PostalCode { get; init; }

    [MaxLength(45)]
    public string? City { get; init; }

    [MaxLength(3), Description("ISO 3166-1 alpha-3, as DEU")]
    public string? Country { get; init; }

    [Description("Degrees north")]
    public decimal? Latitude { get; init; }

    [Description("Degrees east")]
    public decimal? Longitude { get; init; }
}

internal sealed record PublicationView(
    bool OpenData, IReadOnlyList<WindowView> OpeningHours, string? PostalCode, string? City, string? Country, decimal? Latitude, decimal? Longitude)
{
    public static PublicationView Of(SitePublication publication) => new(
        publication.OpenData,
        [.. WeeklyWindows.FromText(publication.OpeningHours).All.Select(window => new WindowView(
            [.. window.Days.Select(WeeklyWindows.ToText)], WeeklyWindows.MinuteToText(window.From), WeeklyWindows.MinuteToText(window.To)))],
        publication.PostalCode, publication.City, publication.Country, Number(publication.Latitude), Number(publication.Longitude));

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}

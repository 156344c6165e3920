using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Prices;

/// <summary>What a session would cost by terms that need not hold anywhere yet: to try them before they are said.</summary>
internal static class CalculationEndpoint
{
    private const string Clock = "yyyy-MM-dd'T'HH:mm";

    public static void MapPriceCalculation(this IEndpointRouteBuilder api) =>
        api.MapPost("/price-calculations", CalculateAsync).Needs(Role.Viewer).WithName("calculatePrice").WithTags("prices")
            .WithSummary("Price an example session by terms, step by step").WithDescription("Nothing is kept.").Fails(422)
            .WithExamples(PriceExamples.NewCalculation, PriceExamples.Calculation);

    private static async Task<Ok<CalculationView>> CalculateAsync(CalculationRequest request, Database database)
    {
        var errors = new FieldErrors();
        var terms = request.Terms?.Checked(errors.Within("terms"));
        if (terms is null) errors.Add("terms", "Give what the tariff says.");
        var example = new ExampleSession(request.EnergyWh, request.Minutes, request.IdleMinutes);
        example.Check(errors);
        if (!DateTime.TryParseExact(request.StartsAt, Clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var startsAt) || startsAt.Year is < 2010 or > 2999)
            errors.Add("startsAt", "Give what the clock at the site shows, from 2010 on, as 2026-03-02T21:00.");
        var site = request.Site is { } number ? await database.ReadAsync(connection => SiteList.Find(connection, number)) : null;
        if (site is null) errors.Add("site", "Give the number of the site by whose clock the bands are told. GET /api/v1/sites lists them.");
        errors.ThrowIfAny();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site!.TimeZone);
        var usage = example.From(WallClock.InstantOf(startsAt, zone));
        return TypedResults.Ok(new CalculationView(usage.From, usage.Until, site.TimeZone, PriceView.Of(Pricing.Price(terms!, zone, usage))));
    }
}

internal sealed record CalculationRequest
{
    [Required]
    public TermsBody? Terms { get; init; }

    [Required, Description("The number of the site by whose clock the bands are told")]
    public long? Site { get; init; }

    [Required, Description("What the clock at the site shows as the session starts, as 2026-03-02T21:00; a time that it skips is the one that it shows instead, of one that it shows twice it is the first")]
    public string? StartsAt { get; init; }

    [Description("Energy, in Wh; 10000 when absent")]
    public int? EnergyWh { get; init; }

    [Description("Minutes of charging, 1 to 20160; 60 when absent")]
    public int? Minutes { get; init; }

    [Description("Minutes connected after that, 0 to 20160; 0 when absent")]
    public int? IdleMinutes { get; init; }
}

internal sealed record CalculationView(
    DateTimeOffset From, DateTimeOffset Until, [property: Description("By its clock the bands were told")] string TimeZone, PriceView Price);

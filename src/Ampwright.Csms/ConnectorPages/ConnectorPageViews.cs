using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Prices;

namespace Ampwright.Csms.ConnectorPages;

internal sealed record ConnectorPageView(
    int ConnectorId,
    [property: Description("As the station wrote it, as Available or Charging; Offline while it is not connected, Unknown before it said any")] string State,
    [property: Description("The price that holds now, of whoever is signed in else of everybody; null: none is set")] TermsBody? Price,
    [property: Description("The site's, of the bands of the price")] string TimeZone,
    [property: Description("Who is known here; null: nobody")] VisitorView? Visitor,
    [property: Description("The visitor's own session here, that runs or was the last of the past 12 hours; nobody else's")] VisitedSessionView? Session);

internal sealed record VisitorView([property: Description("driver or guest")] string Kind, string? Name);

internal sealed record VisitedSessionView(
    int Id, bool Running, DateTimeOffset StartedAt, DateTimeOffset? StoppedAt, long EnergyWh, [property: Description("While it runs, where the station tells it")] double? PowerW,
    string? Currency, [property: Description("With tax, so far or in the end; null: it has no price")] decimal? Total,
    [property: Description("Whether it is booked: there is a receipt")] bool Booked, IReadOnlyList<PriceStepView> Steps);

internal sealed record VisitRequest
{
    [Required, MaxLength(100)]
    public string? Name { get; init; }

    [Required, MaxLength(256)]
    public string? Password { get; init; }
}

internal sealed record VisitedStartRequest
{
    [MaxLength(64), Description("A start code, of whoever is not signed in")]
    public string? Code { get; init; }
}

internal sealed record VisitedAnswerView([property: Description("What the station said: Accepted (it will try), Rejected; null when it did not in time")] string? Answer);

using System.ComponentModel;
using System.Text.Json;
using Ampwright.Ocpp.SmartCharging;

namespace Ampwright.Csms.SmartCharging;

internal sealed record SetProfileRequest(
    [property: Description("The profile's number in the library")] long? Profile,
    [property: Description("0: the station")] int? ConnectorId,
    [property: Description("With purpose TxProfile: the transaction it is for")] int? TransactionId);

internal sealed record StationProfileView(
    int ChargingProfileId,
    int ConnectorId,
    [property: Description("The transaction that it ends with, of a TxProfile")] long? TransactionId,
    JsonElement Profile,
    DateTimeOffset InstalledAt,
    [property: Description("The command that brought it")] long Command)
{
    public static StationProfileView Of(StationProfile held) => new(
        held.ChargingProfileId, held.Set.ConnectorId, held.TransactionId, JsonElement.Parse(held.Request).GetProperty("csChargingProfiles"), held.InstalledAt, held.CommandId);
}

internal sealed record ComputedScheduleView(
    int ConnectorId, DateTimeOffset Start,
    [property: Description("Seconds covered")] int Duration,
    [property: Description("A (per phase) or W (all phases)")] string Unit,
    IReadOnlyList<ComputedPeriodView> Periods)
{
    public static ComputedScheduleView Of(CompositeSchedule schedule) => new(
        schedule.ConnectorId, schedule.Start, schedule.Duration, schedule.Unit.ToString(),
        [.. schedule.Periods.Select(period => new ComputedPeriodView(
            period.StartPeriod, CompositeAnswers.IsUnlimited(period, schedule.Unit) ? null : period.Limit, period.NumberPhases))]);
}

internal sealed record ComputedPeriodView(
    [property: Description("Seconds from the start")] int StartPeriod,
    [property: Description("Null: no profile rules")] decimal? Limit,
    int? NumberPhases);

internal sealed record CompositeAnswerView(
    long Id,
    int ConnectorId,
    [property: Description("How long a schedule was asked for")] int Seconds,
    DateTimeOffset AnsweredAt,
    [property: Description("GetCompositeSchedule.conf, as the station sent it")] JsonElement Told,
    [property: Description("What follows from the profiles it holds, in the same form; limits of 1000 A and more are where none rules")] JsonElement? Computed,
    bool Differs,
    [property: Description("Where, in words")] string? Difference,
    long Command)
{
    public static CompositeAnswerView Of(CompositeAnswer answer) => new(
        answer.AnswerId, answer.ConnectorId, answer.Seconds, answer.AnsweredAt, JsonElement.Parse(answer.Told),
        answer.Computed is null ? null : JsonElement.Parse(answer.Computed), answer.Differs, answer.Difference, answer.CommandId);
}

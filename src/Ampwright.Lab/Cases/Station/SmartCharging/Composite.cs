using System.Text.Json.Nodes;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>
/// Charging profiles, and the composite schedules that cases expect of them. The expected ones are numbers of the test case document: nothing is
/// computed here but the shift between the profiles' start and the schedule's.
/// </summary>
internal static class Composite
{
    private const int ValidSeconds = 401;

    /// <summary>An Absolute profile that began a little before now, so that the station's clock does not matter.</summary>
    public static JsonObject Profile(this StationRun s, int id, string purpose, int duration, params Period[] periods) =>
        s.Profile(id, purpose, duration, above: 0, periods);

    /// <param name="duration">In seconds.</param>
    /// <param name="above">How far its stack level is above the configured one.</param>
    public static JsonObject Profile(this StationRun s, int id, string purpose, int duration, int above, params Period[] periods)
    {
        s.ProfilesBegan ??= s.Time.GetUtcNow() - TimeSpan.FromSeconds(s.Settings.Tolerances.Clock);
        var began = StationBench.Stamp(s.ProfilesBegan.Value);
        var factor = s.Settings.RateUnit == "W" ? 1000 : 1;
        var profile = new JsonObject
        {
            ["chargingProfileId"] = id,
            ["stackLevel"] = s.Settings.StackLevel + above,
            ["chargingProfilePurpose"] = purpose,
            ["chargingProfileKind"] = "Absolute",
            ["validFrom"] = began,
            ["validTo"] = s.Now(Math.Max(duration, ValidSeconds)),
            ["chargingSchedule"] = new JsonObject
            {
                ["duration"] = duration,
                ["startSchedule"] = began,
                ["chargingRateUnit"] = s.Settings.RateUnit,
                ["chargingSchedulePeriod"] = new JsonArray([.. periods.Select(period => (JsonNode)new JsonObject
                {
                    ["startPeriod"] = period.Start,
                    ["limit"] = period.Limit * factor,
                    ["numberPhases"] = s.Settings.NumberPhases,
                })]),
            },
        };
        if (purpose == "TxProfile" && s.Transaction > 0) profile["transactionId"] = s.Transaction;
        return profile;
    }

    public static Task<Answer> SetProfile(this StationRun s, int connector, JsonObject profile) =>
        s.Call("SetChargingProfile", new JsonObject { ["connectorId"] = connector, ["csChargingProfiles"] = profile });

    /// <summary>The memory state SetChargingProfile, for several: each is accepted.</summary>
    public static async Task SetProfiles(this StationRun s, params (int Connector, JsonObject Profile)[] profiles)
    {
        foreach (var (connector, profile) in profiles) (await s.SetProfile(connector, profile)).MustBe("Accepted");
    }

    /// <summary>The composite schedule of the connector has these periods, counted from the profiles' start.</summary>
    public static Task CompositeIs(this StationRun s, int duration, params Period[] periods) => s.CompositeIs(duration, periods, []);

    /// <param name="doubtful">Periods that only a remark is made of.</param>
    public static async Task CompositeIs(this StationRun s, int duration, Period[] periods, Period[] doubtful)
    {
        var (answer, reported, start) = await s.AskComposite(duration);
        var shift = (start - s.ProfilesBegan!.Value).TotalSeconds;
        var tolerance = s.Settings.Tolerances.Schedule;
        for (var index = 0; index < periods.Length; index++)
        {
            var (at, limit) = (Math.Max(periods[index].Start - shift, 0), periods[index].Limit);
            answer.Must(
                index < reported.Count && Math.Abs(reported[index].Start - at) <= tolerance && reported[index].Limit == limit,
                $"the period [{at:0.#} s: {limit}] (±{tolerance} s) as number {index + 1} of [{Text(periods, shift)}]");
        }
        foreach (var (expected, index) in doubtful.Select((period, index) => (period, index + periods.Length)))
        {
            var found = index < reported.Count ? $"{reported[index].Start:0}: {reported[index].Limit}" : "nothing";
            s.CheckDoubtful(
                index < reported.Count && Math.Abs(reported[index].Start - (expected.Start - shift)) <= tolerance && reported[index].Limit == expected.Limit,
                $"the period [{expected.Start - shift:0.#} s: {expected.Limit}]",
                $"it is [{found}]");
        }
        if (doubtful.Length == 0) answer.Must(reported.Count == periods.Length, $"no period beyond [{Text(periods, shift)}]");
    }

    /// <summary>One period only: the station's own limit.</summary>
    public static async Task CompositeIsConstant(this StationRun s, int duration)
    {
        var (answer, reported, _) = await s.AskComposite(duration);
        answer.Must(reported.Count == 1 && reported[0].Start == 0, "one period with the station's own limit");
    }

    private static async Task<(Answer Answer, IReadOnlyList<(double Start, decimal Limit)> Periods, DateTimeOffset Start)> AskComposite(
        this StationRun s, int duration)
    {
        var answer = (await s.Call("GetCompositeSchedule", new { connectorId = s.Connector, duration, chargingRateUnit = s.Settings.RateUnit }))
            .MustBe("Accepted");
        answer.Must(answer.Frame.Number32("connectorId") == s.Connector, $"connectorId {s.Connector}");
        answer.Must(answer.Frame.Time("scheduleStart") is { } began && Math.Abs((began - s.Time.GetUtcNow()).TotalSeconds) <= s.Settings.Tolerances.Clock,
            $"a scheduleStart of now (±{s.Settings.Tolerances.Clock} s)");
        answer.Must(answer.Frame.Member("chargingSchedule") is not null, "a chargingSchedule");
        var schedule = answer.Frame.Member("chargingSchedule")!.Value;
        answer.Must(schedule.TryGetProperty("duration", out var told) && Math.Abs(told.GetInt32() - duration) <= s.Settings.Tolerances.Schedule, $"duration {duration}");
        answer.Must(schedule.GetProperty("chargingRateUnit").GetString() == s.Settings.RateUnit, $"chargingRateUnit {s.Settings.RateUnit}");
        var factor = s.Settings.RateUnit == "W" ? 1000 : 1;
        var periods = schedule.GetProperty("chargingSchedulePeriod").EnumerateArray()
            .Select(period => ((double)period.GetProperty("startPeriod").GetInt32(), period.GetProperty("limit").GetDecimal() / factor)).ToList();
        return (answer, Merged(periods), answer.Frame.Time("scheduleStart")!.Value);
    }

    // Two neighbours with the same limit are one period.
    private static List<(double Start, decimal Limit)> Merged(List<(double Start, decimal Limit)> periods) =>
        [.. periods.Where((period, index) => index == 0 || periods[index - 1].Limit != period.Limit)];

    private static string Text(Period[] periods, double shift) =>
        string.Join(", ", periods.Select(period => $"{Math.Max(period.Start - shift, 0):0.#}: {period.Limit}"));
}

using System.Text.Json;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station;

/// <summary>Meter values in their intervals.</summary>
internal static class MeterSpacing
{
    /// <summary>How many a case looks at.</summary>
    public const int Readings = 3;

    private const string Register = "Energy.Active.Import.Register";

    /// <summary>Several MeterValues of the connector under test, each checked for context and measurands.</summary>
    /// <param name="measurandKey">The key that names the measurands.</param>
    /// <param name="interval">In seconds.</param>
    /// <returns>Their stamps.</returns>
    public static async Task<IReadOnlyList<DateTimeOffset>> MeterStamps(
        this StationRun s, int readings, string context, string measurandKey, double interval)
    {
        var listed = (await s.Key(measurandKey))?.Value ?? "";
        string[] measurands = listed.Length == 0 ? [Register] : listed.Split(',', StringSplitOptions.TrimEntries);
        var stamps = new List<DateTimeOffset>();
        while (stamps.Count < readings)
        {
            var values = await s.Expect(Meter(s.Connector).And(call => Wrong(call, context, measurands)), interval + s.Settings.Tolerances.MeterInterval + 2);
            stamps.Add(Stamp(s, values));
        }
        return stamps;
    }

    /// <summary>The stamp of a MeterValues's first reading.</summary>
    public static DateTimeOffset Stamp(StationRun s, Frame values)
    {
        var reading = values.Member("meterValue")?.EnumerateArray().FirstOrDefault();
        s.Check(reading is { ValueKind: JsonValueKind.Object }, "a meter value in MeterValues", "there is none", values);
        return reading!.Value.GetProperty("timestamp").GetDateTimeOffset();
    }

    /// <summary>Each is one interval after the one before: none missing, none out of order.</summary>
    public static void CheckIntervals(StationRun s, IReadOnlyList<DateTimeOffset> stamps, double interval)
    {
        for (var index = 1; index < stamps.Count; index++)
        {
            var spacing = (stamps[index] - stamps[index - 1]).TotalSeconds;
            s.Check(
                Math.Abs(spacing - interval) <= s.Settings.Tolerances.MeterInterval,
                $"meter values {interval:0.#} s apart (±{s.Settings.Tolerances.MeterInterval} s)",
                $"{stamps[index]:HH:mm:ss.fff} follows {stamps[index - 1]:HH:mm:ss.fff}: {spacing:0.0} s");
        }
    }

    /// <summary>Each stands on a multiple of the interval since midnight UTC.</summary>
    public static void CheckAlignment(StationRun s, IReadOnlyList<DateTimeOffset> stamps, double interval)
    {
        foreach (var stamp in stamps)
        {
            var beyond = stamp.UtcDateTime.TimeOfDay.TotalSeconds % interval;
            var off = Math.Min(beyond, interval - beyond);
            s.Check(
                off <= s.Settings.Tolerances.ClockAlignment,
                $"meter values at multiples of {interval:0.#} s (±{s.Settings.Tolerances.ClockAlignment} s)",
                $"one is of {stamp.UtcDateTime:HH:mm:ss.fff}");
        }
    }

    // One sampled value at least for each measurand; its phases may be given one by one (OCPP 1.6 ed. 2 §9.1.17).
    private static string? Wrong(Frame values, string context, string[] measurands)
    {
        if (values.Member("meterValue") is not { } readings) return "there is no meterValue";
        foreach (var sampled in readings.EnumerateArray().Select(reading => reading.GetProperty("sampledValue").EnumerateArray().ToList()))
        {
            if (sampled.Find(value => Text(value, "context", "Sample.Periodic") != context) is { ValueKind: JsonValueKind.Object } other)
                return $"the context is {Text(other, "context", "Sample.Periodic")}, not {context}";
            var present = sampled.Select(value => Text(value, "measurand", Register)).ToHashSet();
            if (measurands.Select(Unphased).FirstOrDefault(measurand => !present.Contains(measurand)) is { } missing) return $"{missing} is missing";
        }
        return null;
    }

    private static string Text(JsonElement value, string member, string otherwise) =>
        value.TryGetProperty(member, out var text) ? text.GetString()! : otherwise;

    private static string Unphased(string measurand) =>
        measurand.LastIndexOf('.') is var dot && dot > 0 && measurand[(dot + 1)..] is ['L' or 'N', ..] ? measurand[..dot] : measurand;
}

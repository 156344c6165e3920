using System.Text.Json;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.App.Scenario;

/// <summary>Reads scenarios: presets by name, others from files. A mistake is named with its place and what may stand there.</summary>
internal static class ScenarioReader
{
    private const string Prefix = "Ampwright.Station.App.Scenario.Presets.";
    private const double MostPerHour = 60;
    private const double MostPerDay = 1440;
    private const double MostMinutes = 10_080;

    private static readonly JsonSerializerOptions Form = new(Control.ControlJson.Options)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Names of the presets, sorted.</summary>
    public static IReadOnlyList<string> Presets { get; } =
    [
        .. typeof(ScenarioReader).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".json".Length]).Order(StringComparer.Ordinal),
    ];

    /// <exception cref="StartException">There is neither a preset nor a file of that name, or it cannot be used.</exception>
    public static FleetScenario Read(string presetOrFile)
    {
        if (Presets.Contains(presetOrFile))
        {
            using var stream = typeof(ScenarioReader).Assembly.GetManifestResourceStream($"{Prefix}{presetOrFile}.json")!;
            using var reader = new StreamReader(stream);
            return Parse(reader.ReadToEnd(), presetOrFile);
        }
        try
        {
            return Parse(File.ReadAllText(presetOrFile), presetOrFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"--scenario {presetOrFile} is neither a preset ({string.Join(", ", Presets)}) nor a file that can be read: {failure.Message}", failure);
        }
    }

    /// <param name="source">Names the scenario in errors.</param>
    /// <exception cref="StartException">It cannot be used.</exception>
    public static FleetScenario Parse(string json, string source)
    {
        FleetScenario? scenario;
        try
        {
            scenario = JsonSerializer.Deserialize<FleetScenario>(json, Form);
        }
        catch (JsonException failure)
        {
            throw new StartException(
                $"The scenario {source} cannot be read at {failure.Path ?? "its start"}, line {(failure.LineNumber ?? 0) + 1}. {MembersAt(failure.Path)}", failure);
        }
        var wrong = scenario is null ? ["It is null; an object is needed."] : Check(scenario).ToList();
        return wrong.Count == 0 ? scenario! : throw new StartException($"The scenario {source} cannot be used:\n  {string.Join("\n  ", wrong)}");
    }

    private static string MembersAt(string? path)
    {
        var (of, type) = path switch
        {
            null => ("It", typeof(FleetScenario)),
            _ when path.StartsWith("$.stations[", StringComparison.Ordinal) => ("A part of the fleet", typeof(ProductShare)),
            _ when path.Contains("energyWh", StringComparison.Ordinal) || path.Contains("minutes", StringComparison.Ordinal) => ("A spread", typeof(Spread)),
            _ when path.StartsWith("$.faults", StringComparison.Ordinal) || path.Contains("Cuts", StringComparison.Ordinal) || path.Contains("Holes", StringComparison.Ordinal) =>
                ("A trouble", typeof(Trouble)),
            _ => ("A scenario", typeof(FleetScenario)),
        };
        var members = type.GetProperties().Where(member => member.CanWrite).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        return $"{of} holds: {string.Join(", ", members)}.";
    }

    private static IEnumerable<string> Check(FleetScenario scenario)
    {
        if (scenario.Hours is <= 0 or > 87_600) yield return "hours: above 0, up to 87600, or left out for no end.";
        if (scenario.StartHour is < 0 or > 23) yield return "startHour: 0 to 23, or left out for the present hour.";
        if (scenario.ArrivalsPerHour.Count != 24) yield return $"arrivalsPerHour: 24 numbers, one for each hour of the day from 0; there are {scenario.ArrivalsPerHour.Count}.";
        for (var hour = 0; hour < scenario.ArrivalsPerHour.Count; hour++)
            if (scenario.ArrivalsPerHour[hour] is not (>= 0 and <= MostPerHour)) yield return $"arrivalsPerHour[{hour}]: 0 to {MostPerHour} drivers an hour and station.";
        foreach (var wrong in Check("energyWh", scenario.EnergyWh, 100, 200_000, "Wh")) yield return wrong;
        foreach (var wrong in Check("minutes", scenario.Minutes, 0.1, MostMinutes, "minutes")) yield return wrong;
        if (scenario.Cards.Count == 0) yield return "cards: one UID at least, as 04A1B2C3D4E5F6.";
        for (var card = 0; card < scenario.Cards.Count; card++)
            if (!CardUid.TryParse(scenario.Cards[card], out _)) yield return $"cards[{card}]: {CardUid.Form}.";
        if (scenario.RemoteShare is not (>= 0 and <= 1)) yield return "remoteShare: 0 to 1.";
        foreach (var (name, trouble) in new[] { ("faults", scenario.Faults), ("networkCuts", scenario.NetworkCuts), ("blackHoles", scenario.BlackHoles), ("powerCuts", scenario.PowerCuts) })
        {
            if (trouble is null) continue;
            if (trouble.PerDay is not (>= 0 and <= MostPerDay)) yield return $"{name}.perDay: 0 to {MostPerDay} a day and station.";
            foreach (var wrong in Check($"{name}.minutes", trouble.Minutes, 0.01, MostMinutes, "minutes")) yield return wrong;
        }
        if (scenario.Stations is not { } stations) yield break;
        for (var part = 0; part < stations.Count; part++)
            if (stations[part].Share is not (> 0 and <= 1)) yield return $"stations[{part}].share: above 0, up to 1.";
        if (Math.Abs(stations.Sum(part => part.Share) - 1) > 0.001) yield return "stations: the shares together make 1.";
    }

    private static IEnumerable<string> Check(string name, Spread spread, double least, double most, string unit)
    {
        if (!(spread.Least >= least && spread.Least <= spread.Mean && spread.Mean <= spread.Most && spread.Most <= most))
            yield return $"{name}: least, mean and most in this order, {least} to {most} {unit}.";
    }
}

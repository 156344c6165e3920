using Ampwright.Lab.Cases.Station;
using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs.Station;

/// <summary>Finds the cases of charging stations by their ids and runs them.</summary>
internal static class StationCases
{
    private static readonly Dictionary<string, Type> Types = typeof(StationCase).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(StationCase))).ToDictionary(type => type.Name);

    /// <summary>The ids of those that the lab can run.</summary>
    public static IReadOnlyCollection<string> Ids => Types.Keys;

    /// <summary>Runs one case; whatever happens becomes its result.</summary>
    public static async Task<CaseResult> RunAsync(CaseRow row, StationBench bench, Action<Step>? onStep = null)
    {
        var run = new StationRun(row.Id, bench) { OnStep = onStep ?? (_ => { }) };
        var one = (StationCase)Activator.CreateInstance(Types[row.Id])!;
        return await CaseJudge.RunAsync(run, bench.Trace, () => one.Before(run), () => one.Run(run));
    }

    /// <summary>Puts the station into the state that every case begins in.</summary>
    /// <returns>What could not be put in order.</returns>
    public static Task<string?> TidyAsync(StationBench bench) => CleanUp.Run(new StationRun("tidy", bench));
}

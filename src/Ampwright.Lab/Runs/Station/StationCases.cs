using Ampwright.Lab.Cases;
using Ampwright.Lab.Cases.Station;
using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs.Station;

/// <summary>Finds the cases of charging stations by their ids and runs them.</summary>
internal static class StationCases
{
    /// <summary>The ids of those that the lab can run.</summary>
    public static IReadOnlyCollection<string> Ids => CaseIndex<StationCase>.Ids;

    /// <summary>Runs one case; whatever happens becomes its result.</summary>
    public static Task<CaseResult> RunAsync(CaseRow row, StationBench bench, Action<Step>? onStep = null)
    {
        var run = new StationRun(row.Id, bench) { OnStep = onStep ?? (_ => { }) };
        if (!row.RunsOver(bench.Door.Profile)) return Task.FromResult(CaseResult.OfWrongConnection(row, bench.Door.Profile, bench.Trace.Now));
        return CaseJudge.RunAsync(CaseIndex<StationCase>.Make(row.Id), run, bench.Trace);
    }

    /// <summary>Brings the station from security profile 0 to 1; where that does not work out it stays by 0.</summary>
    public static async Task RaiseAsync(StationBench bench)
    {
        var s = new StationRun("raise", bench);
        try
        {
            await s.ComesByPassword();
            bench.Trace.Add("raised", ("profile", bench.Door.Profile));
        }
        catch (CaseException)
        {
            // What needs the profile is told so, case by case.
            bench.Door.Profile = 0;
        }
    }

    /// <summary>Puts the station into the state that every case begins in.</summary>
    /// <returns>What could not be put in order.</returns>
    public static Task<string?> TidyAsync(StationBench bench) => CleanUp.Run(new StationRun("tidy", bench));
}

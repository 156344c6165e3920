using Ampwright.Lab.Cases.Csms;
using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs.Csms;

/// <summary>Finds the cases of management systems by their ids and runs them.</summary>
internal static class CsmsCases
{
    private static readonly Dictionary<string, Type> Types = typeof(CsmsCase).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(CsmsCase))).ToDictionary(type => type.Name);

    /// <summary>The ids of those that the lab can run.</summary>
    public static IReadOnlyCollection<string> Ids => Types.Keys;

    /// <summary>Runs one case; whatever happens becomes its result.</summary>
    public static async Task<CaseResult> RunAsync(CaseRow row, CsmsBench bench, Action<Step>? onStep = null)
    {
        var run = new CsmsRun(row.Id, bench) { OnStep = onStep ?? (_ => { }) };
        var one = (CsmsCase)Activator.CreateInstance(Types[row.Id])!;
        return await CaseJudge.RunAsync(run, bench.Trace, () => one.Before(run), () => one.Run(run));
    }
}

using Ampwright.Lab.Cases;
using Ampwright.Lab.Cases.Csms;
using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs.Csms;

/// <summary>Finds the cases of management systems by their ids and runs them.</summary>
internal static class CsmsCases
{
    /// <summary>The ids of those that the lab can run.</summary>
    public static IReadOnlyCollection<string> Ids => CaseIndex<CsmsCase>.Ids;

    /// <summary>Runs one case; whatever happens becomes its result.</summary>
    public static Task<CaseResult> RunAsync(CaseRow row, CsmsBench bench, Action<Step>? onStep = null)
    {
        var run = new CsmsRun(row.Id, bench) { OnStep = onStep ?? (_ => { }) };
        if (!row.RunsOver(bench.Pass.Profile)) return Task.FromResult(CaseResult.OfWrongConnection(row, bench.Pass.Profile, bench.Trace.Now));
        return CaseJudge.RunAsync(CaseIndex<CsmsCase>.Make(row.Id), run, bench.Trace);
    }
}

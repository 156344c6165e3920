using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Runs;

/// <summary>Case after case, each from the same state.</summary>
/// <param name="repeat">How often each is run; the worst verdict counts.</param>
/// <param name="done">Cases that an interrupted run has passed.</param>
/// <param name="tidy">Puts the system into the state that every case begins in; tells what could not be put in order.</param>
/// <param name="run">Runs one case.</param>
internal sealed class CaseLoop(
    RunPlan plan, int repeat, IReadOnlyDictionary<string, CaseResult> done, Progress progress, RunTrace trace, Func<Task<string?>> tidy,
    Func<CaseRow, Task<CaseResult>> run)
{
    /// <summary>Runs the plan and gives every case's result in its order.</summary>
    public async Task<IReadOnlyList<CaseResult>> RunAsync()
    {
        var results = new List<CaseResult>();
        var number = 0;
        foreach (var row in plan.Cases)
        {
            number++;
            // What raises the security profile is never kept: the system is where it is now, not where the interrupted run had it.
            if (!row.Raises && done.TryGetValue(row.Id, out var before))
            {
                results.Add(before);
                continue;
            }
            progress.Begins(row, number, plan.Cases.Count);
            var result = await RunOnceAsync(row);
            for (var again = 1; again < repeat && !row.Raises && result.Verdict == Verdict.Pass; again++) result = await RunOnceAsync(row);
            progress.Ends(row, result);
            Add(results, result);
        }
        await tidy();
        return results;
    }

    // A case that stands there more than once has its worst verdict.
    private static void Add(List<CaseResult> results, CaseResult result)
    {
        var same = results.FindIndex(one => one.Id == result.Id);
        if (same < 0) results.Add(result);
        else if (results[same].Verdict == Verdict.Pass) results[same] = result;
    }

    private async Task<CaseResult> RunOnceAsync(CaseRow row)
    {
        progress.Tidies();
        if (await tidy() is not { } trouble) return await run(row);
        return CaseResult.NotBegun(row, "tidying up before the case", "the state that every case begins in", trouble, trace.Now);
    }
}

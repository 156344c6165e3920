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
        foreach (var row in plan.Cases)
        {
            if (done.TryGetValue(row.Id, out var before))
            {
                results.Add(before);
                continue;
            }
            progress.Begins(row, results.Count + 1, plan.Cases.Count);
            var result = await RunOnceAsync(row);
            for (var again = 1; again < repeat && result.Verdict == Verdict.Pass; again++) result = await RunOnceAsync(row);
            progress.Ends(row, result);
            results.Add(result);
        }
        await tidy();
        return results;
    }

    private async Task<CaseResult> RunOnceAsync(CaseRow row)
    {
        progress.Tidies();
        if (await tidy() is not { } trouble) return await run(row);
        return new CaseResult
        {
            Id = row.Id,
            Verdict = Verdict.Inconclusive,
            Step = "tidying up before the case",
            Expected = "the state that every case begins in",
            Found = trouble,
            Began = trace.Now,
        };
    }
}

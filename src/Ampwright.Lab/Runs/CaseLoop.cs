using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Runs;

/// <summary>Case after case on one system, each from the same state.</summary>
/// <param name="repeat">How often each is run; the worst verdict counts.</param>
/// <param name="tidy">Puts the system into the state that every case begins in; tells what could not be put in order.</param>
/// <param name="run">Runs one case.</param>
internal sealed class CaseLoop(CaseQueue queue, int repeat, Progress progress, RunTrace trace, Func<Task<string?>> tidy, Func<CaseRow, Task<CaseResult>> run)
{
    /// <summary>Runs cases until none is left.</summary>
    public async Task RunAsync()
    {
        while (queue.Take() is { } row)
        {
            progress.Begins(row, queue.Begun, queue.Count);
            var result = await RunOnceAsync(row);
            for (var again = 1; again < repeat && !row.Raises && result.Verdict == Verdict.Pass; again++) result = await RunOnceAsync(row);
            progress.Ends(row, result);
            queue.Ended(result);
        }
        await tidy();
    }

    private async Task<CaseResult> RunOnceAsync(CaseRow row)
    {
        progress.Tidies();
        if (await tidy() is not { } trouble) return await run(row);
        return CaseResult.NotBegun(row, "tidying up before the case", "the state that every case begins in", trouble, trace.Now) with { Trace = trace.Name };
    }
}

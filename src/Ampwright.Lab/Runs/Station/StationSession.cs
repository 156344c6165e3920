using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs.Station;

/// <summary>A whole run over one station: case after case, each from the same state.</summary>
internal sealed class StationSession(StationBench bench, RunPlan plan, int repeat, IReadOnlyDictionary<string, CaseResult> done, Progress progress)
{
    /// <summary>Waits for the station, runs the plan and gives every case's result; of a repeated one the worst.</summary>
    /// <exception cref="LabException">The station never came.</exception>
    public async Task<IReadOnlyList<CaseResult>> RunAsync()
    {
        await ComesAsync();
        var results = new List<CaseResult>();
        foreach (var row in plan.Cases)
        {
            if (done.TryGetValue(row.Id, out var before))
            {
                results.Add(before);
                continue;
            }
            progress.Begins(row, results.Count + 1, plan.Cases.Count);
            var result = await RunCaseAsync(row);
            for (var again = 1; again < repeat && result.Verdict == Verdict.Pass; again++) result = await RunCaseAsync(row);
            progress.Ends(row, result);
            results.Add(result);
        }
        await StationCases.TidyAsync(bench);
        return results;
    }

    private async Task<CaseResult> RunCaseAsync(CaseRow row)
    {
        progress.Tidies();
        if (await StationCases.TidyAsync(bench) is { } trouble)
        {
            return new CaseResult
            {
                Id = row.Id,
                Verdict = Verdict.Inconclusive,
                Step = "tidying up before the case",
                Expected = "the state that every case begins in",
                Found = trouble,
                Began = bench.Trace.Now,
            };
        }
        return await StationCases.RunAsync(row, bench, progress.Step);
    }

    private async Task ComesAsync()
    {
        if (bench.Conversation.Connected) return;
        progress.Waits();
        try
        {
            await new StationRun("arrival", bench).ExpectConnection(bench.Settings.LongTimeout);
        }
        catch (CaseException nobody)
        {
            throw new LabException($"No station has connected within {bench.Settings.LongTimeout} s. Point it at the URL above, with the subprotocol ocpp1.6.", nobody);
        }
    }
}

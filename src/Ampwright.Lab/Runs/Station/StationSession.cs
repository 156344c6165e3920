namespace Ampwright.Lab.Runs.Station;

/// <summary>A whole run over one station.</summary>
internal static class StationSession
{
    /// <summary>Waits for the station, runs the plan and gives every case's result.</summary>
    /// <exception cref="LabException">The station never came.</exception>
    public static async Task<IReadOnlyList<CaseResult>> RunAsync(
        StationBench bench, RunPlan plan, int repeat, IReadOnlyDictionary<string, CaseResult> done, Progress progress)
    {
        await ComesAsync(bench, progress);
        var loop = new CaseLoop(
            plan, repeat, done, progress, bench.Trace, () => StationCases.TidyAsync(bench), row => StationCases.RunAsync(row, bench, progress.Step));
        return await loop.RunAsync();
    }

    private static async Task ComesAsync(StationBench bench, Progress progress)
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

using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs.Station;

/// <summary>A whole run over one station, or over several identical ones that share the cases out.</summary>
internal static class StationSession
{
    /// <summary>Waits for the stations, runs the plan and gives every case's result.</summary>
    /// <param name="progress">One for each station.</param>
    /// <exception cref="LabException">A station never came.</exception>
    public static async Task<IReadOnlyList<CaseResult>> RunAsync(
        IReadOnlyList<StationBench> benches, RunPlan plan, int repeat, IReadOnlyDictionary<string, CaseResult> done, Func<Progress> progress)
    {
        var queue = new CaseQueue(plan, done);
        var watched = benches.Select(bench => (Bench: bench, Progress: progress())).ToList();
        await Task.WhenAll(watched.Select(one => ComesAsync(one.Bench, one.Progress)));
        await Task.WhenAll(watched.Select(one => new CaseLoop(
            queue, repeat, one.Progress, one.Bench.Trace, () => StationCases.TidyAsync(one.Bench), row => RunAsync(one.Bench, row, one.Progress.Step)).RunAsync()));
        return queue.Results;
    }

    // From security profile 0 to 1 no case leads: the lab raises the station where the next case needs it.
    private static async Task<CaseResult> RunAsync(StationBench bench, CaseRow row, Action<Step> onStep)
    {
        if (bench.Door is { Profile: 0, Password: not null } && row.RunsOver(1) && !row.RunsOver(0)) await StationCases.RaiseAsync(bench);
        return await StationCases.RunAsync(row, bench, onStep);
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

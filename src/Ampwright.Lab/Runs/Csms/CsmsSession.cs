using Ampwright.Lab.Cases.Csms;
using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Runs.Csms;

/// <summary>A whole run over one CSMS.</summary>
internal static class CsmsSession
{
    /// <summary>The tags that the cases use are known, and the lab's station is connected and accepted.</summary>
    /// <exception cref="LabException">They could not be made known, or the CSMS does not take the station.</exception>
    public static async Task PrepareAsync(CsmsBench bench)
    {
        var settings = bench.Settings;
        try
        {
            await bench.Operator.AddTagAsync(settings.Tag, "Accepted", settings.ParentTag);
            await bench.Operator.AddTagAsync(settings.Tag2, "Accepted", settings.ParentTag);
            await bench.Operator.AddTagAsync(settings.ExpiredTag, "Expired", null);
            await bench.Operator.AddTagAsync(settings.BlockedTag, "Blocked", null);
            await bench.Dialer.ConnectAsync(bench.Pass);
            await new CsmsRun("arrival", bench).Boots();
        }
        catch (OperatorException refused)
        {
            throw new LabException($"The test data cannot be made known to the CSMS: {refused.Message}", refused);
        }
        catch (CaseException refused)
        {
            throw new LabException($"The CSMS does not take the lab's station: {refused.Message}", refused);
        }
    }

    /// <summary>Prepares the CSMS, runs the plan and gives every case's result.</summary>
    public static async Task<IReadOnlyList<CaseResult>> RunAsync(
        CsmsBench bench, RunPlan plan, int repeat, IReadOnlyDictionary<string, CaseResult> done, Progress progress)
    {
        progress.Waits();
        await PrepareAsync(bench);
        var queue = new CaseQueue(plan, done);
        await new CaseLoop(queue, repeat, progress, bench.Trace, () => TidyAsync(bench), row => CsmsCases.RunAsync(row, bench, progress.Step)).RunAsync();
        return queue.Results;
    }

    // Connected, no transaction, every connector Available.
    private static async Task<string?> TidyAsync(CsmsBench bench)
    {
        var run = new CsmsRun("tidy", bench);
        try
        {
            if (!bench.Conversation.Connected) await bench.Dialer.ConnectAsync(bench.Pass);
            foreach (var transaction in bench.Running.Keys.ToList())
            {
                await run.Send("StopTransaction", new { transactionId = transaction, meterStop = 2000, timestamp = run.Now(), reason = "Other" });
                bench.Running.Remove(transaction);
            }
            await run.AllTell("Available");
            return null;
        }
        catch (CaseException trouble)
        {
            return trouble.Message;
        }
        catch (LabException trouble)
        {
            return trouble.Message;
        }
    }
}

using Ampwright.Lab.Cases.Csms;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Runs.Csms;

/// <summary>A whole run over one CSMS: case after case, each from the same state.</summary>
internal sealed class CsmsSession(CsmsBench bench, RunPlan plan, int repeat, IReadOnlyDictionary<string, CaseResult> done, Progress progress)
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
            await bench.Dialer.ConnectAsync();
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

    /// <summary>Runs the plan and gives every case's result; of a repeated one the worst.</summary>
    public async Task<IReadOnlyList<CaseResult>> RunAsync()
    {
        progress.Waits();
        await PrepareAsync(bench);
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
        await TidyAsync();
        return results;
    }

    private async Task<CaseResult> RunCaseAsync(CaseRow row)
    {
        progress.Tidies();
        if (await TidyAsync() is { } trouble)
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
        return await CsmsCases.RunAsync(row, bench, progress.Step);
    }

    // Connected, no transaction, every connector Available.
    private async Task<string?> TidyAsync()
    {
        var run = new CsmsRun("tidy", bench);
        try
        {
            if (!bench.Conversation.Connected) await bench.Dialer.ConnectAsync();
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

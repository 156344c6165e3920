using Ampwright.Lab.Cases;
using Ampwright.Lab.Conformance;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Runs;

/// <summary>Runs a case and makes a result of whatever happens.</summary>
internal static class CaseJudge
{
    public static Task<CaseResult> RunAsync<TRun>(CertificationCase<TRun> one, TRun run, RunTrace trace)
        where TRun : CaseRun => RunAsync(run, trace, () => one.Before(run), () => one.Run(run));

    private static async Task<CaseResult> RunAsync(CaseRun run, RunTrace trace, Func<Task> before, Func<Task> body)
    {
        var began = trace.Now;
        trace.Add("case", ("id", run.Id));
        var judged = await JudgeAsync(run, before, body);
        var result = judged with
        {
            Expected = judged.Expected is { } expected ? trace.Secrets.Masked(expected) : null,
            Found = judged.Found is { } found ? trace.Secrets.Masked(found) : null,
            Remarks = run.Remarks,
            Readings = run.Readings.Count > 0 ? run.Readings : null,
            Steps = run.Steps,
            Trace = trace.Name,
            Began = began,
            Took = trace.Now - began,
        };
        trace.Add(
            "verdict",
            ("id", run.Id),
            ("verdict", result.Verdict.Text()),
            ("step", result.Step),
            ("expected", result.Expected),
            ("found", result.Found));
        trace.Flush();
        return result;
    }

    private static async Task<CaseResult> JudgeAsync(CaseRun run, Func<Task> before, Func<Task> body)
    {
        var prepared = false;
        try
        {
            await before();
            prepared = true;
            await body();
            run.ThrowIfBroken();
            return new CaseResult { Id = run.Id, Verdict = Verdict.Pass };
        }
        catch (CaseException end)
        {
            // What must stand before a case is not what it judges; the rules for every frame hold everywhere.
            var verdict = end.Verdict == Verdict.Fail && !prepared && !end.IsBreach ? Verdict.Inconclusive : end.Verdict;
            return Ended(run, verdict, end.Expected, end.Found) with { Frame = end.Frame?.Number, Clause = ClauseOf(run, end) };
        }
        catch (OperatorException refused)
        {
            return Ended(run, Verdict.Inconclusive, "the action to be done", refused.Message);
        }
#pragma warning disable CA1031 // A case that breaks the lab is a result like any other: the run goes on.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            return Ended(run, Verdict.Error, "a lab that can go on", $"{broken.GetType().Name}: {broken.Message}");
        }
    }

    // A rule of its own, or what the standard says of the message in question, and that the case asks for it.
    private static string ClauseOf(CaseRun run, CaseException end) =>
        end.IsBreach ? end.Clause
        : end.Clause.Length > 0 ? $"{end.Clause}; test case {run.Id}"
        : Clauses.OfFirst(end.Expected, run.Steps.Count > 0 ? run.Steps[^1].Text : null) is { } clause ? $"{clause}; test case {run.Id}"
        : $"test case {run.Id}";

    private static CaseResult Ended(CaseRun run, Verdict verdict, string expected, string found) => new()
    {
        Id = run.Id,
        Verdict = verdict,
        Step = run.Steps.Count > 0 ? $"{run.Steps[^1].Number} {run.Steps[^1].Text}" : null,
        Expected = expected,
        Found = found,
    };
}

using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs;

/// <summary>The cases of a run, from which one system takes them in order or several identical ones take them in turn. On the lab's thread.</summary>
/// <param name="done">Cases that an interrupted run has passed.</param>
internal sealed class CaseQueue(RunPlan plan, IReadOnlyDictionary<string, CaseResult> done)
{
    private readonly Dictionary<string, CaseResult> _results = [];
    private int _next;

    public int Count => plan.Cases.Count;

    /// <summary>How many have been taken or were done before.</summary>
    public int Begun => _next;

    /// <summary>Every case's result in the order of the plan; one that stands there more than once has its worst verdict.</summary>
    public IReadOnlyList<CaseResult> Results => [.. plan.Cases.Select(row => row.Id).Distinct().Where(_results.ContainsKey).Select(id => _results[id])];

    /// <summary>The next case to run; null where none is left.</summary>
    public CaseRow? Take()
    {
        while (_next < plan.Cases.Count)
        {
            var row = plan.Cases[_next++];
            // What raises the security profile is never kept: the system is where it is now, not where the interrupted run had it.
            if (row.Raises || !done.TryGetValue(row.Id, out var before)) return row;
            Ended(before);
        }
        return null;
    }

    public void Ended(CaseResult result)
    {
        if (!_results.TryGetValue(result.Id, out var before) || before.Verdict == Verdict.Pass) _results[result.Id] = result;
    }
}

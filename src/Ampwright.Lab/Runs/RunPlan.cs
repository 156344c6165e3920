using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs;

/// <summary>Which cases a run takes, in which order.</summary>
/// <param name="Cases">Those to run.</param>
/// <param name="NotRun">Those of the revision that are left out, each with the reason.</param>
internal sealed record RunPlan(IReadOnlyList<CaseRow> Cases, IReadOnlyList<(CaseRow Row, string Why)> NotRun)
{
    /// <param name="only">Ids to keep; empty for all.</param>
    /// <param name="profiles">Profiles to keep; empty for all.</param>
    /// <param name="possible">The ids that the lab can run.</param>
    /// <exception cref="LabException">An id or profile is not in the catalogue.</exception>
    public static RunPlan Make(
        Side side, Revision revision, IReadOnlySet<string> facts, IReadOnlyCollection<string> only, IReadOnlyCollection<string> profiles,
        IReadOnlyCollection<string> possible)
    {
        var rows = CaseCatalogue.All.Where(row => row.Side == side).ToList();
        if (only.Except(rows.Select(row => row.Id)).FirstOrDefault() is { } unknown)
            throw new LabException($"There is no case {unknown} for this side; \"cases\" lists them.");
        if (profiles.Except(rows.Select(row => row.Profile)).FirstOrDefault() is { } profile)
            throw new LabException($"There is no profile {profile}; there are {string.Join(", ", rows.Select(row => row.Profile).Distinct())}.");
        var run = new List<CaseRow>();
        var not = new List<(CaseRow, string)>();
        foreach (var row in rows)
        {
            var why = row.Retired ? "retired before 2024-04; its content is not known"
                : !row.IsIn(revision) ? null
                : !row.Condition.Holds(facts) ? $"the declaration does not meet its condition: {row.Condition}"
                : !possible.Contains(row.Id) ? "this lab cannot run it yet"
                : only.Count > 0 && !only.Contains(row.Id) ? "not asked for"
                : profiles.Count > 0 && !profiles.Contains(row.Profile) ? "its profile was not asked for"
                : "";
            if (why is null) continue;
            if (why.Length == 0) run.Add(row);
            else not.Add((row, why));
        }
        return new RunPlan(run, not);
    }
}

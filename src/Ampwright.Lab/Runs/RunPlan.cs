using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Declaration;

namespace Ampwright.Lab.Runs;

/// <summary>Which cases a run takes, in which order.</summary>
/// <param name="Cases">Those to run. One that raises the security profile stands there once for each step up.</param>
/// <param name="NotRun">Those of the revision that are left out.</param>
internal sealed record RunPlan(IReadOnlyList<CaseRow> Cases, IReadOnlyList<LeftOut> NotRun)
{
    /// <param name="connected">The security profile by which the system comes.</param>
    /// <param name="only">Ids to keep; empty for all.</param>
    /// <param name="profiles">Profiles to keep; empty for all.</param>
    /// <param name="possible">The ids that the lab can run.</param>
    /// <param name="password">Whether the run knows the system's password.</param>
    /// <exception cref="LabException">An id or profile is not in the catalogue.</exception>
    public static RunPlan Make(
        Side side, Revision revision, Pics pics, int connected, IReadOnlyCollection<string> only, IReadOnlyCollection<string> profiles,
        IReadOnlyCollection<string> possible, bool password = false)
    {
        var facts = PicsFacts.Of(pics, connected, password);
        var rows = CaseCatalogue.All.Where(row => row.Side == side).ToList();
        if (only.Except(rows.Select(row => row.Id)).FirstOrDefault() is { } unknown)
            throw new LabException($"There is no case {unknown} for this side; \"cases\" lists them.");
        if (profiles.Except(rows.Select(row => row.Profile)).FirstOrDefault() is { } profile)
            throw new LabException($"There is no profile {profile}; there are {string.Join(", ", rows.Select(row => row.Profile).Distinct())}.");
        var run = new List<CaseRow>();
        var not = new List<LeftOut>();
        foreach (var row in rows)
        {
            if (!row.Retired && !row.IsIn(revision)) continue;
            var inapplicable = row.Retired ? "retired before 2024-04; its content is not known"
                : !row.Condition.Holds(facts) ? $"the declaration does not meet its condition: {row.Condition}"
                : null;
            var why = inapplicable
                ?? (!possible.Contains(row.Id) ? "this lab cannot run it yet"
                : only.Count > 0 && !only.Contains(row.Id) ? "not asked for"
                : profiles.Count > 0 && !profiles.Contains(row.Profile) ? "its profile was not asked for"
                : null);
            if (why is null) run.Add(row);
            else not.Add(new LeftOut(row, why, Applies: inapplicable is null));
        }
        return new RunPlan(Ordered(run, PicsFacts.Climb(pics, connected, password), not), not);
    }

    // One connection's cases after the other's, and between them the case that raises the profile. Without it there is no way beyond 1.
    private static List<CaseRow> Ordered(List<CaseRow> rows, IReadOnlyList<int> climb, List<LeftOut> not)
    {
        var ordered = new List<CaseRow>();
        var raising = rows.Find(row => row.Raises);
        var left = rows.Where(row => !row.Raises).ToList();
        for (var step = 0; step < climb.Count; step++)
        {
            var raised = step > 0 && climb[step] > 1;
            if (raised && raising is null) break;
            if (raised) ordered.Add(raising!);
            ordered.AddRange(left.Where(row => row.RunsOver(climb[step])));
            left.RemoveAll(row => row.RunsOver(climb[step]));
        }
        if (raising is not null && !ordered.Contains(raising)) left.Add(raising);
        not.AddRange(left.Select(row =>
            new LeftOut(row, $"it is run over a connection by security profile {string.Join(" or ", row.Connections)}: start with --security-profile", Applies: true)));
        return ordered;
    }
}

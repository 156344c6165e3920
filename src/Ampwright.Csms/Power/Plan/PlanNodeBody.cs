using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Api;
using Ampwright.Csms.Authorization;

namespace Ampwright.Csms.Power.Plan;

internal sealed record PlanNodeBody
{
    private const int MostSchedules = 24;

    [Required, MaxLength(80), Description("Different from all others")]
    public string? Name { get; init; }

    [Description("The name of the one it hangs on; absent for the site")]
    public string? Parent { get; init; }

    [Description("The limit on each phase, in A")]
    public decimal? Amperes { get; init; }

    [Description("The limit over all phases, in kW")]
    public decimal? Kilowatts { get; init; }

    [Description("Other limits at times of the week, in the site's time zone; the first that holds counts; at most 24")]
    public IReadOnlyList<PlanScheduleBody>? Schedules { get; init; }

    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="at">Its place in the list.</param>
    /// <param name="names">The nodes before it, by name; takes this one.</param>
    public PlanNode Checked(FieldErrors errors, int at, Dictionary<string, int> names)
    {
        var name = errors.Text("name", Name, 80);
        if (name.Length > 0 && names.ContainsKey(name)) errors.Add("name", $"There is a '{name}' before it. Give each a name of its own.");
        var parent = -1;
        if (at == 0 && Parent is not null) errors.Add("parent", "The first is the site: it hangs on nothing.");
        if (at > 0 && (Parent is null || !names.TryGetValue(Parent, out parent))) errors.Add("parent", "Give the name of a node that stands before it.");
        if (Schedules?.Count > MostSchedules) errors.Add("schedules", $"Give at most {MostSchedules}.");
        if (at == 0 && Amperes is null && Kilowatts is null) errors.Add("amperes", "Give the site's limit: 'amperes' on each phase, 'kilowatts', or both.");
        names.TryAdd(name, at);
        return new PlanNode
        {
            Name = name,
            Parent = parent,
            Limit = Limit(errors, Amperes, Kilowatts),
            Schedules = [.. (Schedules ?? []).Take(MostSchedules).Select((schedule, number) => schedule.Checked(errors.Within($"schedules[{number}]")))],
        };
    }

    public static PlanLimit Limit(FieldErrors errors, decimal? amperes, decimal? kilowatts)
    {
        if (kilowatts is < 0 or > 100_000) errors.Add("kilowatts", "Give 0 to 100000 kW.");
        return new PlanLimit(Plan.Amperes.Of(errors, "amperes", amperes), kilowatts is null ? null : (long)decimal.Floor(Math.Clamp(kilowatts.Value, 0, 100_000) * 1000));
    }
}

internal sealed record PlanScheduleBody
{
    [Required, MaxLength(80)]
    public string? Name { get; init; }

    [Required, Description("Times of the week; at least one")]
    public IReadOnlyList<WindowRequest>? Windows { get; init; }

    [Description("The limit on each phase then, in A")]
    public decimal? Amperes { get; init; }

    [Description("The limit over all phases then, in kW")]
    public decimal? Kilowatts { get; init; }

    public PlanSchedule Checked(FieldErrors errors)
    {
        if (Windows is null or []) errors.Add("windows", "Give at least one time of the week.");
        if (Amperes is null && Kilowatts is null) errors.Add("amperes", "Give the limit that holds then: 'amperes' on each phase, 'kilowatts', or both.");
        return new PlanSchedule(errors.Text("name", Name, 80), WindowRequest.Check(errors, Windows), PlanNodeBody.Limit(errors, Amperes, Kilowatts));
    }
}

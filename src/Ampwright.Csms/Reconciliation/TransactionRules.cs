using System.Text.Json.Nodes;
using Ampwright.Csms.Transactions;

namespace Ampwright.Csms.Reconciliation;

/// <summary>What can be wrong with a transaction by itself: pure rules over the facts.</summary>
internal static class TransactionRules
{
    public static IEnumerable<FoundCase> Find(TransactionFacts facts, ReconciliationOptions options) =>
        ByFlags(facts).Concat(Rollback(facts, options)).Concat(Impossible(facts, options)).Concat(Twins(facts))
            .DistinctBy(found => found.Kind);

    private static IEnumerable<FoundCase> ByFlags(TransactionFacts facts)
    {
        foreach (var (flag, detail) in facts.Flags)
        {
            CaseKind? kind = flag switch
            {
                nameof(TransactionFlag.SuspectDuplicate) => CaseKind.Duplicate,
                nameof(TransactionFlag.NegativeEnergy) => CaseKind.MeterRollback,
                nameof(TransactionFlag.ImplausibleEnergy) => CaseKind.ImpossibleEnergy,
                nameof(TransactionFlag.ConflictingStop) => CaseKind.ConflictingStop,
                nameof(TransactionFlag.Overlap) => CaseKind.Overlap,
                nameof(TransactionFlag.BoundWithoutId) => CaseKind.BoundWithoutId,
                nameof(TransactionFlag.ImplausibleTime) => CaseKind.ImplausibleTime,
                nameof(TransactionFlag.StopBeforeStart) => CaseKind.StopBeforeStart,
                nameof(TransactionFlag.ConnectorMismatch) => CaseKind.ConnectorMismatch,
                nameof(TransactionFlag.StopWithdrawn) => CaseKind.StopWithdrawn,
                _ => null,
            };
            if (kind is { } known) yield return new FoundCase(known, detail, new JsonObject { ["flag"] = flag });
        }
    }

    /// <summary>Digest trap 24: registers that go back inside of one transaction.</summary>
    private static IEnumerable<FoundCase> Rollback(TransactionFacts facts, ReconciliationOptions options)
    {
        long highest = facts.MeterStart;
        var since = facts.StartedAt;
        var readings = facts.MeterStop is { } stop ? facts.Readings.Append(new RegisterReading(facts.StoppedAt ?? since, stop)) : facts.Readings;
        foreach (var reading in readings)
        {
            if (reading.Wh < highest - options.RegisterToleranceWh)
            {
                yield return new FoundCase(CaseKind.MeterRollback, $"the register went from {highest} Wh back to {reading.Wh} Wh", new JsonObject
                {
                    ["fromWh"] = highest,
                    ["at"] = since,
                    ["toWh"] = reading.Wh,
                    ["then"] = reading.At,
                });
                yield break;
            }
            if (reading.Wh <= highest) continue;
            highest = reading.Wh;
            since = reading.At;
        }
    }

    private static IEnumerable<FoundCase> Impossible(TransactionFacts facts, ReconciliationOptions options)
    {
        if (facts is not { MeterStop: { } stop, StoppedAt: { } stoppedAt }) yield break;
        var energy = (long)stop - facts.MeterStart;
        var hours = Math.Max((stoppedAt - facts.StartedAt).TotalHours, 1.0 / 60);
        if (energy <= (facts.RatedWatts * hours) + options.EnergyToleranceWh) yield break;
        yield return new FoundCase(CaseKind.ImpossibleEnergy, $"{energy} Wh in {hours * 60:0} min; {facts.RatedWatts} W deliver at most {facts.RatedWatts * hours:0} Wh", new JsonObject
        {
            ["energyWh"] = energy,
            ["minutes"] = Math.Round(hours * 60, 1),
            ["ratedWatts"] = facts.RatedWatts,
        });
    }

    private static IEnumerable<FoundCase> Twins(TransactionFacts facts)
    {
        if (facts.Twin is not { } twin) yield break;
        yield return new FoundCase(CaseKind.Duplicate, $"{twin} delivered the same energy from and to the same readings", new JsonObject { ["other"] = twin });
    }
}

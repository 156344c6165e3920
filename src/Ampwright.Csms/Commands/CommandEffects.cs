using System.Collections.Frozen;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Commands;

/// <summary>Which feature is told how which action ended. Several may be told of one action; they are told in this order.</summary>
internal static class CommandEffects
{
    private static readonly FrozenDictionary<OcppAction, ICommandEffect[]> ByAction = new ICommandEffect[]
    {
        new ConfigurationReadEffect(),
        new ConfigurationWriteEffect(),
    }.GroupBy(effect => effect.Action).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    public static bool Any(OcppAction action) => ByAction.ContainsKey(action);

    public static void Tell(WriteUnit unit, CommandOutcome outcome)
    {
        foreach (var effect in ByAction.GetValueOrDefault(outcome.Action, [])) effect.Apply(unit, outcome);
    }
}

using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Commands;

/// <summary>
/// What the end of a command changes in the store beyond the command's own row. It is told of every end, also of those without an answer,
/// in the unit of work that records it; it decides by <see cref="CommandOutcome.State"/>. It may queue further commands with
/// <see cref="CommandQueue"/>. One that throws is undone alone: the command is over all the same, and its row says what failed.
/// To add one: a class in its feature's folder, one line in <see cref="CommandEffects"/>.
/// </summary>
internal interface ICommandEffect
{
    /// <summary>The action it hangs on; null: it is told of every one.</summary>
    OcppAction? Action { get; }

    /// <summary>Called once per command, whoever gave it, raw ones included where their payload can be read.</summary>
    void Apply(WriteUnit unit, CommandOutcome outcome);
}

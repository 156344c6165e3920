using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Boot;

internal sealed class BootStepEffect : ICommandEffect
{
    public OcppAction? Action => null;

    public void Apply(WriteUnit unit, CommandOutcome outcome) => BootSteps.Ended(unit, outcome);
}

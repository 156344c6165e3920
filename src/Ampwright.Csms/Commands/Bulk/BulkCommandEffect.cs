using Ampwright.Csms.Storage;
using Ampwright.Ocpp;

namespace Ampwright.Csms.Commands.Bulk;

/// <summary>One station's part of a bulk command is over: the next station follows.</summary>
internal sealed class BulkCommandEffect : ICommandEffect
{
    public OcppAction? Action => null;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome.BulkId is { } bulk) BulkLife.Ended(unit, bulk, outcome);
    }
}

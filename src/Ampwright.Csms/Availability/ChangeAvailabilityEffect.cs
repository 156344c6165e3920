using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Availability;

internal sealed class ChangeAvailabilityEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.ChangeAvailability;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is { State: CommandState.Answered, Status: { } status, Request: ChangeAvailabilityRequest { Type.IsKnown: true } change })
            AvailabilityChanges.Note(unit, outcome.Station, outcome.StationId, change.ConnectorId, change.Type.Text, status, outcome.CommandId);
    }
}

using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Availability;

/// <summary>
/// Carries out ChangeAvailability, and keeps the status of connector 0, which stands for the station as a whole.
/// OCPP 1.6 ed. 2 §5.2, §4.9. What was ordered survives resets and power cuts.
/// </summary>
internal sealed class StationAvailability(
    StationCore core, IReadOnlyList<Connector> connectors, StatusReporter station, FaultBoard faults)
{
    public CallAnswer Change(ChangeAvailabilityRequest request)
    {
        if (!request.Type.IsKnown)
            throw new CallRefusedException(RpcErrorCode.PropertyConstraintViolation, $"type is Operative or Inoperative, not {request.Type.Text}");
        if (request.ConnectorId < 0 || request.ConnectorId > connectors.Count) return Answer(AvailabilityStatus.Rejected);
        var inoperative = request.Type.Is(AvailabilityType.Inoperative);

        // Connector 0 means all of them.
        IReadOnlyList<int> numbers = request.ConnectorId == 0 ? [0, .. connectors.Select(connector => connector.Number)] : [request.ConnectorId];
        var changing = numbers.Where(number => core.Memory.State.Inoperative.Contains(number) != inoperative).ToList();
        foreach (var number in changing) core.Memory.Record(new AvailabilitySet(number, inoperative), durable: false);
        core.Memory.Sync();

        // What has no transaction changes at once, the rest when its transaction is over.
        var waits = inoperative && connectors.Any(connector => connector.IsBusy && numbers.Contains(connector.Number));
        return Answer(waits ? AvailabilityStatus.Scheduled : AvailabilityStatus.Accepted, UpdateAll);
    }

    /// <summary>Derives the status of connector 0 anew: only Available, Unavailable and Faulted exist for it.</summary>
    public void Update()
    {
        var status = faults.Forbids(0) ? ChargePointStatus.Faulted
            : (core.HoldsConnectors || core.Memory.State.Inoperative.Contains(0)) && !connectors.Any(connector => connector.IsBusy) ? ChargePointStatus.Unavailable
            : ChargePointStatus.Available;
        station.Change(status, faults.Worst(0));
    }

    public void UpdateAll()
    {
        Update();
        foreach (var connector in connectors) connector.Update();
    }

    private static CallAnswer Answer(AvailabilityStatus status, Action? then = null) =>
        new(new ChangeAvailabilityResponse { Status = status }, then);
}

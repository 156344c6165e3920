using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Queue;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Metering;

/// <summary>Meter values that belong to no transaction: sent when the CSMS can be reached, and else not kept.</summary>
internal static class LooseMeterValues
{
    public static void Send(StationCore core, CsmsConnection connection, int connector, StoredMeterValue values) => core.Loop.Start(async () =>
    {
        try
        {
            await connection.CallAsync(TransactionMessages.MeterValues(connector, transactionId: null, values));
        }
        catch (Exception failure) when (failure is TimeoutException or CallErrorException or OcppViolationException or ConnectionLostException)
        {
            core.Trace.Note($"MeterValues of connector {connector} were not answered: {failure.Message}");
        }
    });
}

/// <summary>Meter values that the CSMS asks for: the newest of MeterValuesSampledData. OCPP 1.6 ed. 2 §5.17, errata v4.0 3.46.</summary>
/// <param name="recorded">Told when a message was taken into the queue.</param>
internal sealed class TriggeredMetering(StationCore core, CsmsConnection connection, IReadOnlyList<Connector> connectors, Action recorded)
{
    /// <summary>What sends them; null when there is no such meter. Without a connector all are asked for.</summary>
    public Action? Prepare(int? connector)
    {
        var asked = connectors.Where(one => connector is null || one.Number == connector).ToList();
        if (asked.Count == 0) return null;
        return () =>
        {
            foreach (var one in asked) Send(one);
        };
    }

    private void Send(Connector connector)
    {
        // An empty list would leave the CSMS without the message it was promised: then the register alone.
        IReadOnlyList<string> measurands = core.Configuration.List("MeterValuesSampledData") is { Count: > 0 } listed ? listed : [Measurands.EnergyRegister];
        if (TransactionData.Values(core, measurands, connector.Read(), ReadingContext.Trigger, core.Now) is not { } values) return;
        if (connector.Running is not { } transaction)
        {
            LooseMeterValues.Send(core, connection, connector.Number, values);
            return;
        }
        // Behind what waits of its transaction, whose id may not be known yet.
        core.Memory.Record(new MeterValuesTaken(core.Memory.State.LastMessage + 1, transaction.Tx, values), durable: false);
        recorded();
    }
}

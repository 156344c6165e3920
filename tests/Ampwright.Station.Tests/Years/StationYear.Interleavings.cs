using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.Tests.Years;

internal sealed partial class StationYear
{
    /// <summary>As many orders of the same few things at connector 1, drawn one after the other; after each it must serve a driver.</summary>
    /// <returns>How many sessions there were.</returns>
    /// <exception cref="InvariantBrokenException">With the seed and the last events.</exception>
    public int Interleave(int count) => Judged(() =>
    {
        _cutsAtBoot = false;
        PowerOn(BootCause.Power);
        Run(10);
        for (var number = 0; number < count; number++)
        {
            _trace.Add($"interleaving {number}");
            Interleaving();
            Recover(number);
        }
        Heal(days: 0);
        return _ledger.Transactions.Count;
    });

    private void Interleaving()
    {
        Action[] all =
        [
            () => Plug(1, new SimulatedVehicle()),
            () => Present(0),
            () => Call(new RemoteStartTransactionRequest { ConnectorId = 1, IdTag = Drivers.Tags[1] }),
            () => Call(new RemoteStopTransactionRequest { TransactionId = RunningId(1) }),
            () => Call(new ResetRequest { Type = _random.Next(2) == 0 ? ResetType.Soft : ResetType.Hard }),
            () => Call(new ChangeAvailabilityRequest { ConnectorId = _random.Next(2), Type = AvailabilityType.Inoperative }),
            () => Call(new ChangeAvailabilityRequest { ConnectorId = _random.Next(2), Type = AvailabilityType.Operative }),
            _test.Csms.Break,
        ];
        _random.Shuffle(all);
        foreach (var act in all.Take(4 + _random.Next(5)))
        {
            Try(act);
            After();
            // From the same instant over the time a bolt, a car or a contactor takes to that of a back-off.
            if (_random.Next(3) > 0) Run(_random.Next(4) switch { 0 => 0.05, 1 => 0.3, 2 => _random.NextDouble() * 3, _ => _random.NextDouble() * 15 });
        }
    }

    private void Recover(int number)
    {
        Run(100);
        Call(new ChangeAvailabilityRequest { ConnectorId = 0, Type = AvailabilityType.Operative });
        Call(new ChangeAvailabilityRequest { ConnectorId = 1, Type = AvailabilityType.Operative });
        if (RunningAt(1)) Call(new RemoteStopTransactionRequest { TransactionId = RunningId(1) });
        Run(5);
        Leave(1);
        Call(new UnlockConnectorRequest { ConnectorId = 1 });
        Leave(1);
        Run(130); // A grant that nobody used ends with ConnectionTimeOut.
        var status = _test.State.Connectors[0].Status;
        Check(status == "Available" && _test.State.Queued == 0, $"after interleaving {number} connector 1 is stuck: {status}, {_test.State.Queued} messages wait");
        Plug(1, new SimulatedVehicle());
        Present(2);
        Run(10);
        Check(RunningAt(1), $"after interleaving {number} connector 1 starts nothing: {_test.State.Connectors[0]}");
        Present(2);
        Run(5);
        Leave(1);
        Run(2);
        Check(!RunningAt(1), $"after interleaving {number} connector 1 ends nothing");
    }
}

using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>What hands do to it.</remarks>
internal sealed partial class ModelStation : IStationOperator
{
    public Task DoAsync(StationAction action, int connector, string? tag)
    {
        var socket = _connectors[connector];
        switch (action)
        {
            case StationAction.Plug: PlugIn(socket); break;
            case StationAction.PlugHalfway: Tell(socket, "Faulted", "ConnectorLockFailure"); break;
            case StationAction.Unplug: PullOut(socket); break;
            case StationAction.UnplugVehicle: PullOutAtVehicle(socket); break;
            case StationAction.Present: Card(tag!); break;
            case StationAction.CutPower: PowerOff(); break;
            case StationAction.CutPowerHeld: PowerOffHeld(); break;
            case StationAction.RestorePower: PowerOn(); break;
            case StationAction.CutNetwork:
                _network = false;
                Disconnect();
                break;
            case StationAction.RestoreNetwork:
                _network = true;
                Reconnect();
                break;
            case StationAction.RaiseFault: Fault(socket, faulted: true); break;
            case StationAction.ClearFault: Fault(socket, faulted: false); break;
            case StationAction.JamLock: socket.Jammed = true; break;
            case StationAction.FreeLock: socket.Jammed = false; break;
            case StationAction.FailStorage: _storageFails = true; break;
            case StationAction.RestoreStorage: _storageFails = false; break;
            default: throw new OperatorException($"{action} cannot be done to the model.");
        }
        return Task.CompletedTask;
    }

    private void PlugIn(ModelConnector socket)
    {
        if (socket.Plugged) return;
        socket.Plugged = true;
        if (Does("starts-in-fault") && socket.Faulted) Begin(socket, "04A1B2C3D4E501");
        if (socket.Faulted || !socket.Operative) return;
        if (socket.Authorized is { } tag) Begin(socket, tag, socket.Reservation?.Parent);
        else if (socket.Reservation is null) Tell(socket, "Preparing");
        if (Does("starts-for-anybody") && socket.Transaction is null) Begin(socket, "04A1B2C3D4E501");
    }

    private void PullOut(ModelConnector socket)
    {
        if (socket.Transaction is not null) PullOutAtVehicle(socket);
        if (!socket.Plugged && socket.Status is not ("Finishing" or "Faulted")) return;
        socket.Plugged = false;
        socket.Faulted = false;
        if (socket.Transaction is null) Tell(socket, Resting(socket));
    }

    private void PullOutAtVehicle(ModelConnector socket)
    {
        if (socket.Transaction is not { } transaction) return;
        if (Flag("StopTransactionOnEVSideDisconnect")) End(socket, transaction, "EVDisconnected", "Finishing");
        else Tell(socket, "SuspendedEV", info: "EV side disconnected");
    }

    private void PowerOff()
    {
        if (!_power) return;
        _power = false;
        _life++;
        _stopAfterBoot ??= "PowerLoss";
        Disconnect();
        _outbox.Clear();
    }

    private async void PowerOffHeld()
    {
        foreach (var socket in Sockets)
        {
            if (socket.Transaction is { } transaction) End(socket, transaction, "PowerLoss", "Finishing");
        }
        await Wait(2);
        PowerOff();
    }

    private void PowerOn()
    {
        if (_power) return;
        _power = true;
        if (Does("forgets-availability")) _stationOperative = true;
        Live();
    }

    private async void Reboot(string reason)
    {
        await Wait(0.5);
        foreach (var socket in Sockets)
        {
            if (socket.Transaction is { } transaction) End(socket, transaction, reason, "Finishing");
        }
        await Wait(0.5);
        _power = false;
        _life++;
        Disconnect();
        if (Does("forgets-availability"))
        {
            foreach (var connector in _connectors) connector.Operative = true;
        }
        _power = true;
        Live();
        foreach (var socket in Sockets.Where(socket => socket.Plugged)) socket.Status = "Finishing";
    }

    private void Fault(ModelConnector socket, bool faulted)
    {
        foreach (var one in socket.Number == 0 ? _connectors : [socket])
        {
            if (one.Faulted == faulted && !(one.Status == "Faulted" && !faulted)) continue;
            one.Faulted = faulted;
            Tell(one, faulted ? "Faulted" : Resting(one), faulted ? "GroundFailure" : "NoError");
        }
    }
}

using Ampwright.Lab.Operation;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.Tests.Lab;

/// <summary>What hands do to it, as its control API lets them.</summary>
internal sealed partial class StationInLab : IStationOperator
{
    private static readonly TimeSpan HoldUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepsPulling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task DoAsync(StationAction action, int connector, string? tag)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            try
            {
                Do(action, connector, tag);
                return;
            }
            catch (SimulationRefusedException refused)
            {
                // As a person does who pulls at a cable that is about to be released.
                var pulls = action is StationAction.Unplug or StationAction.UnplugVehicle;
                if (!pulls || _time.GetElapsedTime(began) > KeepsPulling) throw new OperatorException(refused.Message, refused);
            }
            await Task.Delay(Pause, _time);
        }
    }

    private void Do(StationAction action, int connector, string? tag)
    {
        int? place = connector == 0 ? null : connector;
        switch (action)
        {
            case StationAction.Plug: _hardware.Plug(connector, PlugSide.Both); break;
            case StationAction.PlugHalfway: _hardware.Plug(connector, PlugSide.Station, halfway: true); break;
            case StationAction.Unplug: _hardware.Unplug(connector, PlugSide.Both); break;
            case StationAction.UnplugVehicle: _hardware.Unplug(connector, PlugSide.Vehicle); break;
            case StationAction.Present: _hardware.PresentCard([.. Convert.FromHexString(tag!)]); break;
            case StationAction.CutPower: _hardware.CutPower(); break;
            case StationAction.CutPowerHeld: _hardware.FailMains(HoldUp); break;
            case StationAction.RestorePower:
                if (!_hardware.RestoreMains() && !_resting) PowerOn(BootCause.Power);
                break;
            case StationAction.CutNetwork:
                if (_network.IsCut) throw new SimulationRefusedException("The network is cut already.");
                _network.Cut();
                _hardware.SetLink(up: false);
                break;
            case StationAction.RestoreNetwork:
                if (!_network.IsCut) throw new SimulationRefusedException("The network is up.");
                _network.Restore();
                _hardware.SetLink(up: true);
                break;
            case StationAction.PressStop: _hardware.PressButton(connector); break;
            case StationAction.RaiseFault: _hardware.RaiseFault(place, FaultKind.GroundFault, FaultSeverity.Critical); break;
            case StationAction.ClearFault:
                foreach (var fault in _hardware.Describe().Faults.Where(fault => fault.Connector == place)) _hardware.ClearFault(fault.Id);
                break;
            case StationAction.JamLock: _hardware.FailLock(connector, fails: true); break;
            case StationAction.FreeLock: _hardware.FailLock(connector, fails: false); break;
            case StationAction.FailStorage: _storage.Begin(StorageError.NoSpace, calls: null); break;
            case StationAction.RestoreStorage:
                if (!_storage.Clear()) throw new SimulationRefusedException("The disk does not fail.");
                break;
            default: throw new OperatorException($"{action} cannot be done to our station.");
        }
    }
}

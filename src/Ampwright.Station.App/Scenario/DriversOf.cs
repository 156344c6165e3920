using System.Collections.Immutable;
using Ampwright.Station.App.Control;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.Scenario;

/// <summary>The drivers that come to one station, and what goes wrong there. Belongs to the loop of <see cref="FleetLife"/>.</summary>
internal sealed class DriversOf(HostedStation station, FleetLife life)
{
    private static readonly TimeSpan ToTheReader = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ToTheCar = TimeSpan.FromSeconds(2);
    private const int Attempts = 5;
    private readonly HashSet<int> _taken = [];

    public void Begin(Happening happening)
    {
        switch (happening.Kind)
        {
            case HappeningKind.Arrival:
                Arrive(happening);
                break;
            case HappeningKind.Fault:
                var fault = station.Hardware.RaiseFault(1 + (int)(happening.Lasts.Ticks % station.Facts.Connectors.Count), FaultKind.GroundFault, FaultSeverity.Critical, "SCENARIO");
                life.Counts.Fault();
                Later(happening.Lasts, () => station.Hardware.ClearFault(fault.Id));
                break;
            case HappeningKind.PowerCut:
                station.Hardware.CutPower();
                life.Counts.PowerCut();
                Later(happening.Lasts, station.RestorePower);
                break;
            default:
                station.SetNetwork(happening.Kind == HappeningKind.BlackHole ? NetworkState.BlackHole : NetworkState.Cut);
                life.Counts.NetworkTrouble();
                Later(happening.Lasts, () => station.SetNetwork(NetworkState.Up));
                break;
        }
    }

    // 1 plug in   2 card, unless the CSMS is to start   3 stay   4 card again   5 unplug, from the car where the plug is still locked
    private void Arrive(Happening driver)
    {
        life.Counts.Arrived();
        if (Free() is not { } connector)
        {
            life.Counts.TurnedAway();
            return;
        }
        const int BatteryWh = 80_000;
        var vehicle = new SimulatedVehicle
        {
            BatteryWh = Math.Max(BatteryWh, driver.EnergyWh),
            ChargePermille = 1000 - (int)(driver.EnergyWh * 1000L / Math.Max(BatteryWh, driver.EnergyWh)),
        };
        station.Hardware.Plug(connector, PlugSide.Both, vehicle: vehicle);
        _taken.Add(connector);
        life.Running++;
        var remote = driver.Remote || !station.Settings.Product.Core.LocalStart;
        ImmutableArray<byte> card = [.. Convert.FromHexString(driver.Card!)];
        if (!remote) life.Soon(ToTheReader, () => Try(() => station.Hardware.PresentCard(card)));
        life.In(driver.Lasts, () => Leave(connector, remote ? null : card, Attempts));
    }

    private void Leave(int connector, ImmutableArray<byte>? card, int attempts)
    {
        if (card is { } own && station.Life?.Describe().Connectors[connector - 1].Transaction is not null) Try(() => station.Hardware.PresentCard(own));
        life.Soon(ToTheCar, () =>
        {
            if (!Try(() => station.Hardware.Unplug(connector, PlugSide.Both)) && attempts > 1)
            {
                Leave(connector, card, attempts - 1);
                return;
            }
            _taken.Remove(connector);
            life.Running--;
        });
    }

    private int? Free()
    {
        if (!station.Powered) return null;
        for (var connector = 1; connector <= station.Facts.Connectors.Count; connector++)
            if (!_taken.Contains(connector)) return connector;
        return null;
    }

    private void Later(TimeSpan wait, Action act) => life.In(wait, () => Try(act));

    private static bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception refused) when (refused is SimulationRefusedException or ControlException)
        {
            return false; // A cable that is locked, a station without power: as in life.
        }
    }
}

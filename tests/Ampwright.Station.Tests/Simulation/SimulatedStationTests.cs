using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.Tests.Simulation;

public sealed class SimulatedStationTests
{
    private static readonly TimeSpan Patience = SimulatedLife.Patience;

    [Fact]
    public void A_car_asks_for_energy_once_it_is_permitted_and_then_the_contactor_closes()
    {
        using var life = new SimulatedLife();
        life.Station.Plug(1, PlugSide.Both);
        life.Pass(60);
        Assert.Equal((PilotState.B, false), (life.FirstState.Pilot, life.FirstState.ContactorClosed));

        Assert.Equal(CommandOutcome.Done, SimulatedLife.Outcome(life.First.PermitEnergyAsync(permitted: true, Patience)));
        life.Pass(4);

        Assert.Equal((PilotState.C, true, 3), (life.FirstState.Pilot, life.FirstState.ContactorClosed, life.FirstState.ActivePhases));
        Assert.Equal(
            ["CableChanged", "PilotChanged", "PilotChanged", "ContactorChanged"], life.TakeEvents().Select(happened => happened.GetType().Name));
    }

    [Theory]
    [InlineData(1, 32_000, 7_200_000)]
    [InlineData(2, 16_000, 7_200_000)]
    [InlineData(3, 16_000, 10_900_000)]
    [InlineData(3, 32_000, 21_500_000)]
    public void Power_follows_the_phases_and_the_charger_of_the_car(int phases, int milliamperes, int milliwatts)
    {
        using var life = new SimulatedLife();
        life.Charge(new SimulatedVehicle { Phases = phases, MaxMilliamperes = milliamperes });
        var reading = life.First.Meter.Read();
        Assert.InRange(reading.PowerMilliwatts, milliwatts * 0.94, milliwatts * 1.06);
        Assert.Equal(phases, reading.Phases.Count(phase => phase.Milliamperes > 0));
    }

    [Fact]
    public void The_offer_is_clamped_to_cable_derating_and_rating_and_less_than_six_amperes_is_a_pause()
    {
        using var life = new SimulatedLife();
        Assert.Equal(32_000, Offered(life, null));
        Assert.Equal(10_000, Offered(life, 10_000));
        Assert.Equal(0, Offered(life, 5_999));
        Assert.Equal(32_000, Offered(life, 80_000));
        life.Station.Plug(1, PlugSide.Station, cableMilliamperes: 20_000);
        Assert.Equal(20_000, Offered(life, null));
        life.Station.Derate(1, 13_000, "hot");
        Assert.Equal(13_000, Offered(life, null));
        life.Station.Derate(1, null, "cool again");
        Assert.Equal(20_000, Offered(life, null));
    }

    [Fact]
    public void A_pause_stops_the_current_and_its_end_brings_it_back()
    {
        using var life = new SimulatedLife();
        life.Charge();
        Offered(life, 0);
        life.Pass(5);
        Assert.Equal((PilotState.B, false), (life.FirstState.Pilot, life.FirstState.ContactorClosed));
        Assert.Equal(0, life.First.Meter.Read().PowerMilliwatts);
        Offered(life, 10_000);
        life.Pass(15);
        Assert.All(life.First.Meter.Read().Phases, phase => Assert.InRange(phase.Milliamperes, 9_900, 10_100));
    }

    [Fact]
    public void The_current_falls_near_a_full_battery_and_then_the_car_asks_no_more()
    {
        using var life = new SimulatedLife();
        life.Charge(new SimulatedVehicle { BatteryWh = 20_000, ChargePermille = 840 });
        life.Pass(60);
        var full = life.First.Meter.Read().PowerMilliwatts;
        life.Pass(1200);
        var tapering = life.First.Meter.Read().PowerMilliwatts;
        Assert.InRange(tapering, full * 0.2, full * 0.8);
        life.Pass(4 * 3600);
        Assert.Equal((PilotState.B, false), (life.FirstState.Pilot, life.FirstState.ContactorClosed));
        Assert.Equal(1000, life.Station.Describe().Connectors[0].ChargePermille);
        Assert.InRange(life.First.Meter.Read().RegisterWh, 3_200, 3_700);
    }

    [Fact]
    public void Drawing_the_plug_at_the_vehicle_opens_the_contactor_at_once()
    {
        using var life = new SimulatedLife();
        life.Charge();
        life.TakeEvents();
        life.Station.Unplug(1, PlugSide.Vehicle);
        Assert.Equal((PilotState.A, false), (life.FirstState.Pilot, life.FirstState.ContactorClosed));
        Assert.Equal(0, life.First.Meter.Read().PowerMilliwatts);
        Assert.NotNull(life.FirstState.CableMilliamperes);
    }

    [Fact]
    public void A_locked_cable_cannot_be_drawn_until_it_is_unlocked()
    {
        using var life = new SimulatedLife();
        life.Station.Plug(1, PlugSide.Both);
        Assert.Equal(LockOutcome.Locked, life.Done(life.First.LockAsync(Patience)));
        Assert.Throws<SimulationRefusedException>(() => life.Station.Unplug(1, PlugSide.Station));
        Assert.Equal(LockOutcome.Unlocked, life.Done(life.First.UnlockAsync(Patience)));
        life.Station.Unplug(1, PlugSide.Both);
        Assert.Equal(LockOutcome.NoCable, life.Done(life.First.LockAsync(Patience)));
    }

    [Fact]
    public void A_plug_half_way_in_the_socket_can_neither_be_locked_nor_charge()
    {
        using var life = new SimulatedLife();
        life.Station.Plug(1, PlugSide.Station, halfway: true);
        life.Station.Plug(1, PlugSide.Vehicle);
        Assert.Equal((PilotState.A, 32_000), (life.FirstState.Pilot, life.FirstState.CableMilliamperes));
        Assert.Equal(LockOutcome.Jammed, life.Done(life.First.LockAsync(Patience)));
        Assert.Equal(CommandOutcome.Refused, SimulatedLife.Outcome(life.First.PermitEnergyAsync(permitted: true, Patience)));
        life.Station.Plug(1, PlugSide.Station);
        Assert.Equal(PilotState.B, life.FirstState.Pilot);
        Assert.Equal(LockOutcome.Locked, life.Done(life.First.LockAsync(Patience)));
    }

    [Fact]
    public void A_plug_half_way_in_the_vehicle_is_seen_but_never_asks_for_energy()
    {
        using var life = new SimulatedLife();
        life.Station.Plug(1, PlugSide.Station);
        life.Station.Plug(1, PlugSide.Vehicle, halfway: true);
        SimulatedLife.Outcome(life.First.PermitEnergyAsync(permitted: true, Patience));
        life.Pass(60);
        Assert.Equal(PilotState.B, life.FirstState.Pilot);
        life.Station.Plug(1, PlugSide.Vehicle);
        life.Pass(10);
        Assert.True(life.FirstState.ContactorClosed);
    }

    [Fact]
    public void A_jammed_bolt_is_reported_with_the_command_and_as_a_fault_until_it_moves_again()
    {
        using var life = new SimulatedLife();
        life.Station.Plug(1, PlugSide.Both);
        life.Done(life.First.LockAsync(Patience));
        life.Station.FailLock(1, fails: true);
        Assert.Equal(LockOutcome.Jammed, life.Done(life.First.UnlockAsync(Patience)));
        var raised = Assert.Single(life.TakeEvents().OfType<FaultRaised>()).Fault;
        Assert.Equal((FaultKind.Lock, 1, FaultSeverity.Warning), (raised.Kind, raised.Connector, raised.Severity));
        life.Station.FailLock(1, fails: false);
        Assert.Equal(raised, Assert.Single(life.TakeEvents().OfType<FaultCleared>()).Fault);
        Assert.Equal(LockOutcome.Unlocked, life.Done(life.First.UnlockAsync(Patience)));
    }

    [Fact]
    public void A_critical_fault_opens_the_contactor_and_refuses_energy_until_it_is_cleared()
    {
        using var life = new SimulatedLife();
        life.Charge();
        var fault = life.Station.RaiseFault(1, FaultKind.GroundFault, FaultSeverity.Critical, "RCD-30");
        Assert.False(life.FirstState.ContactorClosed);
        Assert.Equal(CommandOutcome.Refused, SimulatedLife.Outcome(life.First.PermitEnergyAsync(permitted: true, Patience)));
        Assert.Equal([fault], life.Port.ReadSnapshot().Faults);
        life.Station.ClearFault(fault.Id);
        life.Pass(10);
        Assert.True(life.FirstState.ContactorClosed);
        Assert.Throws<SimulationRefusedException>(() => life.Station.ClearFault(fault.Id));
    }

    [Fact]
    public void Taking_the_permission_back_completes_when_the_contactor_is_open()
    {
        using var life = new SimulatedLife();
        life.Charge();
        var command = life.First.PermitEnergyAsync(permitted: false, Patience);
        Assert.False(command.IsCompleted);
        life.Pass(2);
        Assert.Equal(CommandOutcome.Done, SimulatedLife.Outcome(command));
        Assert.False(life.FirstState.ContactorClosed);
    }

    [Fact]
    public void A_command_that_takes_longer_than_its_deadline_times_out()
    {
        using var life = new SimulatedLife();
        life.Station.Plug(1, PlugSide.Both);
        var command = life.First.LockAsync(TimeSpan.FromMilliseconds(100));
        life.Pass(0.2);
        Assert.Equal(LockOutcome.TimedOut, SimulatedLife.Outcome(command));
    }

    [Fact]
    public void A_sudden_power_cut_ends_the_events_and_every_command_under_way()
    {
        using var life = new SimulatedLife();
        life.Charge();
        var command = life.First.LockAsync(Patience);
        var lost = 0;
        life.Station.OnPowerLost = () => lost++;
        life.Station.CutPower();
        life.TakeEvents();
        Assert.True(life.Port.Events.Completion.IsCompleted);
        Assert.Equal(LockOutcome.TimedOut, SimulatedLife.Outcome(command));
        Assert.Equal(CommandOutcome.TimedOut, SimulatedLife.Outcome(life.First.PermitEnergyAsync(permitted: true, Patience)));
        Assert.Equal(1, lost);

        life.Pass(60);
        life.Restart(BootCause.Power);
        Assert.Equal(BootCause.Power, life.Port.Host.BootCause);
        var state = life.FirstState;
        Assert.Equal((PilotState.B, false, false), (state.Pilot, state.EnergyPermitted, state.ContactorClosed));
    }

    [Fact]
    public void Mains_that_fail_with_a_reserve_are_told_and_the_power_goes_when_it_is_used_up()
    {
        using var life = new SimulatedLife();
        life.Charge();
        life.TakeEvents();
        life.Station.FailMains(TimeSpan.FromSeconds(8));
        Assert.Equal(TimeSpan.FromSeconds(8), life.TakeEvents().OfType<MainsFailing>().Single().HoldUp);
        Assert.False(life.FirstState.ContactorClosed);
        life.Pass(7);
        Assert.True(life.Station.Powered);
        life.Pass(1);
        Assert.False(life.Station.Powered);
        life.TakeEvents();
        Assert.True(life.Port.Events.Completion.IsCompleted);
    }

    [Fact]
    public void Mains_that_come_back_in_time_are_told_and_the_car_goes_on()
    {
        using var life = new SimulatedLife();
        life.Charge();
        life.Station.FailMains(TimeSpan.FromSeconds(8));
        life.Pass(5);
        Assert.True(life.Station.RestoreMains());
        life.Pass(60);
        Assert.Contains(life.TakeEvents(), happened => happened is MainsBack);
        Assert.True(life.FirstState.ContactorClosed);
    }

    [Fact]
    public void A_soft_reset_leaves_the_car_charging_and_a_hard_one_opens_the_contactor()
    {
        using var life = new SimulatedLife();
        life.Charge();
        ResetKind? asked = null;
        life.Station.OnResetRequested = kind => asked = kind;
        life.Port.Host.Reset(ResetKind.Soft);
        Assert.Equal(ResetKind.Soft, asked);
        life.Restart(BootCause.SoftReset);
        Assert.Equal((true, true), (life.FirstState.EnergyPermitted, life.FirstState.ContactorClosed));
        life.Restart(BootCause.HardReset);
        Assert.Equal((false, false), (life.FirstState.EnergyPermitted, life.FirstState.ContactorClosed));
    }

    [Fact]
    public void Out_of_service_shows_as_pilot_F()
    {
        using var life = new SimulatedLife();
        SimulatedLife.Outcome(life.First.SetInServiceAsync(inService: false, Patience));
        Assert.Equal(PilotState.F, life.FirstState.Pilot);
        SimulatedLife.Outcome(life.First.SetInServiceAsync(inService: true, Patience));
        Assert.Equal(PilotState.A, life.FirstState.Pilot);
    }

    [Fact]
    public void Cards_arrive_with_their_bytes_and_random_ids_are_marked()
    {
        using var life = new SimulatedLife();
        life.Station.PresentCard([0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6]);
        life.Station.PresentCard([0x08, 0x01, 0x02, 0x03]);
        Assert.Equal([false, true], life.TakeEvents().OfType<CardSeen>().Select(seen => seen.Card.RandomUid));
        Assert.Throws<SimulationRefusedException>(() => life.Station.PresentCard([1, 2, 3]));
    }

    private static int Offered(SimulatedLife life, int? milliamperes) =>
        SimulatedLife.Outcome(life.First.SetOfferAsync(new CurrentOffer(milliamperes), Patience)).Milliamperes;
}
